using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The shape that generated classes share: <c>internal static class</c>, without a static constructor of its own.</summary>
internal static class GeneratedClass
{
    private const TypeAttributes Static = TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit;

    /// <summary>Adds one to a type, by a name that is free there, with type parameters or without.</summary>
    public static TypeDefinition AddNested(WeavingContext context, TypeDefinition type, string name, GenericScope scope)
    {
        var nested = new TypeDefinition(
            @namespace: string.Empty,
            name,
            TypeAttributes.NestedAssembly | Static,
            context.Framework.Get(KnownNames.Framework.Object));

        scope.DeclareOn(nested);
        type.NestedTypes.Add(nested);
        return nested;
    }

    /// <summary>Adds one to the namespace of what belongs to no type.</summary>
    public static TypeDefinition AddTopLevel(ModuleDefinition module, FrameworkTypes framework, string name)
    {
        var added = new TypeDefinition(
            KnownNames.Generated.ManifestNamespace,
            UniqueTopLevelName(module, name),
            TypeAttributes.NotPublic | Static,
            framework.Get(KnownNames.Framework.Object));

        module.Types.Add(added);
        return added;
    }

    /// <summary>A name that the namespace of what belongs to no type does not have yet.</summary>
    public static string UniqueTopLevelName(ModuleDefinition module, string name)
        => MemberNames.MakeUnique(
            name, [.. module.Types.Where(type => type.Namespace == KnownNames.Generated.ManifestNamespace).Select(type => type.Name)]);
}
