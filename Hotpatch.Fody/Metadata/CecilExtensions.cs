using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

internal static class CecilExtensions
{
    public static bool Has(this ICustomAttributeProvider provider, string attribute) => provider.Find(attribute) is not null;

    /// <summary>The first attribute of that type; null where there is none.</summary>
    public static CustomAttribute? Find(this ICustomAttributeProvider provider, string attribute)
    {
        if (!provider.HasCustomAttributes)
            return null;

        // A loop, since this is asked many times of every method.
        foreach (var candidate in provider.CustomAttributes)
        {
            if (candidate.AttributeType.FullName == attribute)
                return candidate;
        }

        return null;
    }

    /// <summary>The only method of that name.</summary>
    public static MethodDefinition SingleMethod(this TypeDefinition type, string name) => type.Methods.Single(method => method.Name == name);

    /// <summary>The type without required and optional modifiers.</summary>
    public static TypeReference WithoutModifiers(this TypeReference type)
    {
        while (type is IModifierType modified)
            type = modified.ElementType;

        return type;
    }

    /// <summary>
    /// The full name of the type's definition, without modifiers; null for arrays, references and pointers, which have the definition of their
    /// elements for Cecil.
    /// </summary>
    public static string? DefinitionName(this TypeReference type)
        => type.WithoutModifiers() is var plain and not (TypeSpecification and not GenericInstanceType) ? plain.GetElementType().FullName : null;

    public static bool IsVoid(this TypeReference type) => type.WithoutModifiers().MetadataType == MetadataType.Void;

    /// <summary>The method as messages and the runtime name it: <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
    public static string DisplayName(this MethodReference method)
        => $"{DisplayName(method.DeclaringType)}.{method.Name}({string.Join(",", method.Parameters.Select(p => DisplayName(p.ParameterType)))})"
            + (method.IsConversion() ? "~" + DisplayName(method.ReturnType) : string.Empty);

    /// <summary>Whether it is a conversion operator; only those may be overloaded by their result.</summary>
    public static bool IsConversion(this MethodReference method) => method.Name is KnownNames.Compiler.Implicit or KnownNames.Compiler.Explicit;

    public static string DisplayName(this TypeReference type) => type.FullName.Replace('/', '+');

    /// <summary>A copy, for a second place that carries the same attribute.</summary>
    public static CustomAttribute Copy(this CustomAttribute attribute)
    {
        var copy = new CustomAttribute(attribute.Constructor);
        foreach (var argument in attribute.ConstructorArguments)
            copy.ConstructorArguments.Add(argument);

        foreach (var field in attribute.Fields)
            copy.Fields.Add(field);

        foreach (var property in attribute.Properties)
            copy.Properties.Add(property);

        return copy;
    }

    /// <summary>Copies the attributes of those names.</summary>
    public static void CopyAttributes(this ICustomAttributeProvider source, ICustomAttributeProvider target, HashSet<string> names)
    {
        if (!source.HasCustomAttributes)
            return;

        foreach (var attribute in source.CustomAttributes)
        {
            if (names.Contains(attribute.AttributeType.FullName))
                target.CustomAttributes.Add(attribute.Copy());
        }
    }
}
