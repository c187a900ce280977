using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Weaving;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Manifest;

/// <summary>
/// Writes what lets the runtime find the handles: a manifest class that lists the woven types, an attribute of the assembly that
/// names it, and the methods that list a type's methods.
/// </summary>
internal static class ManifestWriter
{
    private const MethodAttributes Override = MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.Virtual;

    private const MethodAttributes Constructor
        = MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName;

    public static void Write(WeavingContext context, IReadOnlyList<WovenType> types)
    {
        var manifest = new TypeDefinition(
            KnownNames.Generated.ManifestNamespace,
            GeneratedClass.UniqueTopLevelName(context.Module, KnownNames.Generated.ManifestClass),
            TypeAttributes.NotPublic | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit,
            context.Runtime.Manifest);

        manifest.Methods.Add(WriteConstructor(context));
        manifest.Methods.Add(WriteDescribe(context, types));
        foreach (var type in types)
            GenericSlotClass.CompleteAll(context, type);

        context.Module.Types.Add(manifest);
        AddAttribute(context, manifest);
    }

    /// <summary>The list that a generated method fills; where there are no symbols, no parameter that the weaver adds has a name.</summary>
    public static ParameterDefinition ListParameter(WeavingContext context)
        => new(context.Module.HasSymbols ? "list" : null, ParameterAttributes.None, context.Runtime.HandleList);

    // public PatchManifest() : base() { }
    private static MethodDefinition WriteConstructor(WeavingContext context)
    {
        var constructor = new MethodDefinition(KnownNames.Framework.Constructor, Constructor, context.Module.TypeSystem.Void);
        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, context.Runtime.ManifestConstructor);
        il.Emit(OpCodes.Ret);
        return constructor;
    }

    // public override void Describe(HandleList list)
    // {
    //     list.AddType(...); for each type
    // }
    private static MethodDefinition WriteDescribe(WeavingContext context, IReadOnlyList<WovenType> types)
    {
        var describe = new MethodDefinition(KnownNames.Generated.Describe, Override, context.Module.TypeSystem.Void);
        var list = ListParameter(context);
        describe.Parameters.Add(list);

        var il = describe.Body.GetILProcessor();
        foreach (var type in types)
            DescribeMethod.EmitAddType(context, il, list, type);

        il.Emit(OpCodes.Ret);
        return describe;
    }

    // [assembly: WovenAssembly(typeof(PatchManifest), {ContractVersion})]
    private static void AddAttribute(WeavingContext context, TypeDefinition manifest)
    {
        var constructor = context.Runtime.WovenAssemblyConstructor;
        context.Module.Assembly.CustomAttributes.Add(new CustomAttribute(constructor)
        {
            ConstructorArguments =
            {
                new CustomAttributeArgument(constructor.Parameters[0].ParameterType, manifest),
                new CustomAttributeArgument(constructor.Parameters[1].ParameterType, RuntimeContract.Version),
            },
        });
    }
}
