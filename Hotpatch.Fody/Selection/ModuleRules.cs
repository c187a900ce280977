using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Which modules can be woven.</summary>
internal static class ModuleRules
{
    /// <exception cref="HotpatchWeavingException">The module cannot be woven.</exception>
    public static void Check(ModuleDefinition module)
    {
        if (module.Assembly is null)
        {
            throw new HotpatchWeavingException(
                ErrorCode.NetModule,
                $"{module.Name} is a module without an assembly, which cannot say that it is woven. Compile its source into an assembly.");
        }

        var name = module.Assembly.Name.Name;
        if (module.Assembly.Has(KnownNames.Runtime.WovenAssemblyAttribute))
        {
            throw new HotpatchWeavingException(
                ErrorCode.AlreadyWoven,
                $"{name} is woven already. Weave the compiler's output once: look for a project that takes a "
                + "woven assembly for its input.");
        }

        if (module.Assembly.Has(KnownNames.Framework.ReferenceAssemblyAttribute))
        {
            throw new HotpatchWeavingException(
                ErrorCode.ReferenceAssembly,
                $"{name} is a reference assembly: its methods have no source bodies to call. Weave the assembly that runs.");
        }

        if (!module.Attributes.HasFlag(ModuleAttributes.ILOnly))
        {
            throw new HotpatchWeavingException(
                ErrorCode.NotIlOnly,
                $"{name} contains native code (mixed mode, or ReadyToRun). Weave the compiler's output, before native code is made of it.");
        }
    }
}
