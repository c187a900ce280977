using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Adds generated classes. All of them are <c>internal static class</c>, and have no static constructor at first.</summary>
internal static class GeneratedClass
{
    private const TypeAttributes Static = TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit;

    /// <summary>Adds a class to a type, with copies of type parameters. The name must be free in the type.</summary>
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

    /// <summary>Adds a class to the namespace for generated classes.</summary>
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

    /// <summary>Returns a name that is free in the namespace for generated classes.</summary>
    public static string UniqueTopLevelName(ModuleDefinition module, string name)
        => MemberNames.MakeUnique(
            name, [.. module.Types.Where(type => type.Namespace == KnownNames.Generated.ManifestNamespace).Select(type => type.Name)]);
}
