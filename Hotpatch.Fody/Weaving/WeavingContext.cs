using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Selection;
using Hotpatch.Fody.Trimming;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The objects that all steps of weaving one module share.</summary>
internal sealed record WeavingContext(
    ModuleDefinition Module,
    FrameworkTypes Framework,
    FrameworkDelegates Delegates,
    RuntimeMembers Runtime,
    FlagClass Flags,
    DelegateShapes Shapes,
    HandleDeclarations Declared,
    CurrentMethod? CurrentMethod,
    Suppressions Suppressions,
    TrimmingAttributes Trimming)
{
    public static WeavingContext Of(ModuleDefinition module, FrameworkTypes framework, ModuleDefinition runtime, HandleDeclarations declared)
    {
        var suppressions = new Suppressions(module, framework);
        return new WeavingContext(
            module,
            framework,
            new FrameworkDelegates(module, framework),
            new RuntimeMembers(module, runtime),
            new FlagClass(module, framework),
            new DelegateShapes(),
            declared,
            CurrentMethod.In(module, framework),
            suppressions,
            new TrimmingAttributes(module, suppressions));
    }
}
