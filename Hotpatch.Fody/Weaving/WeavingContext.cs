using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>What every step of weaving one module shares; nothing in it changes after it was made.</summary>
internal sealed class WeavingContext
{
    private WeavingContext(ModuleDefinition module, FrameworkTypes framework, RuntimeMembers runtime, WeaverLog log)
    {
        Module = module;
        Framework = framework;
        Runtime = runtime;
        Log = log;
    }

    public ModuleDefinition Module { get; }

    public FrameworkTypes Framework { get; }

    public RuntimeMembers Runtime { get; }

    public WeaverLog Log { get; }

    /// <exception cref="HotpatchWeavingException">The module is woven already, or Hotpatch.Runtime is missing or too old.</exception>
    public static WeavingContext Create(ModuleDefinition module, Func<string, AssemblyDefinition?> resolveAssembly, WeaverLog log)
    {
        if (module.Assembly.Has(KnownNames.Runtime.WovenAssemblyAttribute))
        {
            throw new HotpatchWeavingException(
                ErrorCode.AlreadyWoven,
                $"{module.Assembly.Name.Name} is woven already. Weave the compiler's output once: look for a second <Hotpatch /> element, "
                + "or a project that takes a woven assembly for its input.");
        }

        return new WeavingContext(
            module, new FrameworkTypes(module, resolveAssembly), RuntimeMembers.Load(module, resolveAssembly), log);
    }
}
