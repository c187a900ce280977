using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Weaving;
using Mono.Cecil;

namespace Hotpatch.Fody.Manifest;

/// <summary>The common parts of generated classes that override an abstract method of the runtime to list handles.</summary>
internal static class DescribingClass
{
    private const MethodAttributes Override = MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.Virtual;

    /// <summary>The parameter for the list. Without symbols, it has no name, like every parameter that the weaver adds.</summary>
    public static ParameterDefinition ListParameter(WeavingContext context)
        => new(context.Module.HasSymbols ? "list" : null, ParameterAttributes.None, context.Runtime.HandleList);

    // public override void {name}(HandleList list)
    public static MethodDefinition AddOverride(WeavingContext context, TypeDefinition @class, string name)
    {
        var describe = new MethodDefinition(name, Override, context.Module.TypeSystem.Void);
        describe.Parameters.Add(ListParameter(context));
        @class.Methods.Add(describe);
        return describe;
    }
}
