using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// What the C# compiler makes of <c>extension(T x) { … }</c>: a nested type that declares the members for compilers to read and throws in
/// their bodies, and static methods of the class around it that hold the source's bodies.
/// </summary>
internal static class ExtensionBlocks
{
    /// <summary>Whether the type only declares an extension block's members.</summary>
    public static bool IsExtensionDeclaration(this TypeDefinition type)
        => type.IsNested && type.IsSpecialName && type.Name.StartsWith(KnownNames.Compiler.ExtensionDeclarationPrefix, StringComparison.Ordinal);

    /// <summary>The properties of the extension blocks in a class.</summary>
    public static IEnumerable<PropertyDefinition> ExtensionProperties(this TypeDefinition type)
        => type.NestedTypes.Where(IsExtensionDeclaration).SelectMany(declaration => declaration.Properties);

    /// <summary>The method that implements an accessor of such a property; it carries no attribute of the property.</summary>
    public static MethodDefinition? ImplementationOf(this PropertyDefinition property, MethodDefinition? declared)
    {
        if (declared is null)
            return null;

        var parameters = declared.Parameters.Select(parameter => parameter.ParameterType);
        TypeReference[] types = [.. declared.HasThis ? parameters.Prepend(ReceiverOf(property)) : parameters];

        // Static ones take nothing that would tell blocks apart, but have as many type parameters as the block.
        var count = property.DeclaringType.GenericParameters.Count;
        return property.DeclaringType.DeclaringType.Methods.FirstOrDefault(
            method => method.Name == declared.Name && method.GenericParameters.Count == count && Takes(method, types));
    }

    private static bool Takes(MethodDefinition method, TypeReference[] types)
        => method.IsStatic && method.Parameters.Select(parameter => parameter.ParameterType.FullName).SequenceEqual(
            types.Select(type => Closed(type.FullName, method)), StringComparer.Ordinal);

    /// <summary>The block's type parameters are named by their position in its declaration, and by the source in the implementation.</summary>
    private static string Closed(string type, MethodDefinition method)
        => method.GenericParameters.Reverse().Aggregate(
            type, (text, parameter) => text.Replace(KnownNames.Compiler.ExtensionTypeParameterPrefix + parameter.Position, parameter.Name));

    /// <summary>The property's marker attribute names a nested type, whose only method takes what the block extends.</summary>
    private static TypeReference ReceiverOf(PropertyDefinition property)
    {
        var marker = property.CustomAttributes.Single(attribute => attribute.AttributeType.FullName == KnownNames.Framework.ExtensionMarkerAttribute);
        var name = (string)marker.ConstructorArguments[0].Value;
        return property.DeclaringType.NestedTypes.Single(type => type.Name == name).Methods.Single().Parameters[0].ParameterType;
    }
}
