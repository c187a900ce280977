using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The shape that the generated nested classes share.</summary>
internal static class GeneratedClass
{
    /// <summary>Adds <c>internal static class {name}</c> to a type, without a static constructor.</summary>
    public static TypeDefinition AddNested(WeavingContext context, TypeDefinition type, string name)
    {
        var nested = new TypeDefinition(
            @namespace: string.Empty,
            MemberNames.UniqueIn(type, name),
            TypeAttributes.NestedAssembly | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit,
            context.Framework.Get(KnownNames.Framework.Object));

        type.NestedTypes.Add(nested);
        return nested;
    }
}
