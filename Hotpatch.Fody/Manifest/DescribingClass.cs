using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Weaving;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Manifest;

/// <summary>The common parts of generated classes that override an abstract method of the runtime to list handles.</summary>
internal static class DescribingClass
{
    private const MethodAttributes Override = MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.Virtual;

    private const MethodAttributes Constructor
        = MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName;

    /// <summary>The parameter for the list. Without symbols, it has no name, like every parameter that the weaver adds.</summary>
    public static ParameterDefinition ListParameter(WeavingContext context)
        => new(context.Module.HasSymbols ? "list" : null, ParameterAttributes.None, context.Runtime.HandleList);

    // public {class}() : base() { }
    public static MethodDefinition AddConstructor(WeavingContext context, TypeDefinition @class, MethodReference ofBase)
    {
        var constructor = new MethodDefinition(KnownNames.Framework.Constructor, Constructor, context.Module.TypeSystem.Void);
        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, ofBase);
        il.Emit(OpCodes.Ret);
        @class.Methods.Add(constructor);
        return constructor;
    }

    // public override void {name}(HandleList list)
    public static MethodDefinition AddOverride(WeavingContext context, TypeDefinition @class, string name)
    {
        var describe = new MethodDefinition(name, Override, context.Module.TypeSystem.Void);
        describe.Parameters.Add(ListParameter(context));
        @class.Methods.Add(describe);
        return describe;
    }
}
