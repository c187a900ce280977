using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Weaving;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Manifest;

/// <summary>
/// Writes the code by which the runtime finds the handles: a manifest class that lists the woven types, an attribute of the assembly that names
/// the manifest class, and the methods that list the methods of a type.
/// </summary>
internal static class ManifestWriter
{
    public static void Write(WeavingContext context, IReadOnlyList<WovenType> types)
    {
        var manifest = new TypeDefinition(
            KnownNames.Generated.ManifestNamespace,
            GeneratedClass.UniqueTopLevelName(context.Module, KnownNames.Generated.ManifestClass),
            TypeAttributes.NotPublic | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit,
            context.Runtime.Manifest);

        GeneratedClass.AddConstructor(context, manifest, context.Runtime.ManifestConstructor);
        WriteDescribe(context, manifest, types);
        foreach (var type in types)
            GenericSlotClass.CompleteAll(context, type);

        context.Module.Types.Add(manifest);
        AddAttribute(context, manifest);
    }

    // public override void Describe(HandleList list)
    // {
    //     list.AddType(...); for each type
    // }
    private static void WriteDescribe(WeavingContext context, TypeDefinition manifest, IReadOnlyList<WovenType> types)
    {
        var describe = DescribingClass.AddOverride(context, manifest, KnownNames.Generated.Describe);
        var il = describe.Body.GetILProcessor();
        foreach (var type in types)
            DescribeMethod.EmitAddType(context, il, describe.Parameters[0], type);

        il.Emit(OpCodes.Ret);
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
