using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Checks whether a module can be woven.</summary>
internal static class ModuleRules
{
    /// <exception cref="HotpatchWeavingException">The module can't be woven.</exception>
    public static void Check(ModuleDefinition module)
    {
        if (module.Assembly is null)
        {
            throw new HotpatchWeavingException(
                ErrorCode.NetModule,
                $"{module.Name} is a module without an assembly, so nothing could mark it as woven. Compile its source into an assembly.");
        }

        var name = module.Assembly.Name.Name;
        if (module.Assembly.Has(KnownNames.Runtime.WovenAssemblyAttribute))
        {
            throw new HotpatchWeavingException(
                ErrorCode.AlreadyWoven,
                $"{name} is already woven, and an assembly can be woven only once. Look for a project whose input is a woven assembly.");
        }

        if (module.Assembly.Has(KnownNames.Framework.ReferenceAssemblyAttribute))
        {
            throw new HotpatchWeavingException(
                ErrorCode.ReferenceAssembly,
                $"{name} is a reference assembly, whose methods have no bodies. Weave the assembly that runs.");
        }

        if (!module.Attributes.HasFlag(ModuleAttributes.ILOnly))
        {
            throw new HotpatchWeavingException(
                ErrorCode.NotIlOnly,
                $"{name} contains native code (mixed mode, or ReadyToRun). Weave the compiler's output before it is compiled to native code.");
        }
    }
}
