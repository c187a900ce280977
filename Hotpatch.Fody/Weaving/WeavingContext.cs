using Hotpatch.Fody.Handles;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>What every step of weaving one module shares.</summary>
internal sealed record WeavingContext(
    ModuleDefinition Module,
    FrameworkTypes Framework,
    FrameworkDelegates Delegates,
    RuntimeMembers Runtime,
    FlagClass Flags,
    DeclaredHandles Declared,
    CurrentMethod? CurrentMethod)
{
    public static WeavingContext Of(ModuleDefinition module, Func<string, AssemblyDefinition?> resolveAssembly, ModuleDefinition runtime, DeclaredHandles declared)
    {
        var framework = new FrameworkTypes(module, resolveAssembly);
        return new WeavingContext(
            module,
            framework,
            new FrameworkDelegates(module, framework),
            new RuntimeMembers(module, runtime),
            new FlagClass(module, framework),
            declared,
            CurrentMethod.In(module, framework));
    }
}
