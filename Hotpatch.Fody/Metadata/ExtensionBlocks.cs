using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// Reads the metadata of <c>extension(T x) { … }</c>. The C# compiler generates a nested type that only declares the members, with bodies that throw,
/// and static methods of the enclosing class that hold the bodies of the source.
/// </summary>
internal static class ExtensionBlocks
{
    /// <summary>Whether the type only declares the members of an extension block.</summary>
    public static bool IsExtensionDeclaration(this TypeDefinition type)
        => type.IsNested && type.IsSpecialName && type.Name.StartsWith(KnownNames.Compiler.ExtensionDeclarationPrefix, StringComparison.Ordinal);

    /// <summary>Returns the properties of the extension blocks in a class.</summary>
    public static IEnumerable<PropertyDefinition> ExtensionProperties(this TypeDefinition type)
        => type.NestedTypes.Where(IsExtensionDeclaration).SelectMany(declaration => declaration.Properties);

    /// <summary>Returns the method that implements an accessor of such a property. The method has none of the property's attributes.</summary>
    public static MethodDefinition? ImplementationOf(this PropertyDefinition property, MethodDefinition? declared)
    {
        if (declared is null)
            return null;

        var parameters = declared.Parameters.Select(parameter => parameter.ParameterType);
        TypeReference[] types = [.. declared.HasThis ? parameters.Prepend(ReceiverOf(property)) : parameters];

        // A static member has no parameter for the receiver, so only the number of the block's type parameters tells blocks apart.
        var count = property.DeclaringType.GenericParameters.Count;
        return property.DeclaringType.DeclaringType.Methods.FirstOrDefault(
            method => method.Name == declared.Name && method.GenericParameters.Count == count && Takes(method, types));
    }

    private static bool Takes(MethodDefinition method, TypeReference[] types)
        => method.IsStatic && method.Parameters.Select(parameter => parameter.ParameterType.FullName).SequenceEqual(
            types.Select(type => Closed(type.FullName, method)), StringComparer.Ordinal);

    /// <summary>Replaces the block's type parameters. The declaration names them by position, the implementation by their names in the source.</summary>
    private static string Closed(string type, MethodDefinition method)
        => method.GenericParameters.Reverse().Aggregate(
            type, (text, parameter) => text.Replace(KnownNames.Compiler.ExtensionTypeParameterPrefix + parameter.Position, parameter.Name));

    /// <summary>Returns the type that the block extends: the parameter of the only method in the type that the marker attribute names.</summary>
    private static TypeReference ReceiverOf(PropertyDefinition property)
    {
        var marker = property.CustomAttributes.Single(attribute => attribute.AttributeType.FullName == KnownNames.Framework.ExtensionMarkerAttribute);
        var name = (string)marker.ConstructorArguments[0].Value;
        return property.DeclaringType.NestedTypes.Single(type => type.Name == name).Methods.Single().Parameters[0].ParameterType;
    }
}
