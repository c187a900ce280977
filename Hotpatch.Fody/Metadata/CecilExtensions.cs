using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

internal static class CecilExtensions
{
    public static bool Has(this ICustomAttributeProvider provider, string attribute) => provider.Find(attribute) is not null;

    /// <summary>Returns the first attribute of that type, or null.</summary>
    public static CustomAttribute? Find(this ICustomAttributeProvider provider, string attribute)
    {
        if (!provider.HasCustomAttributes)
            return null;

        // A loop, because the weaver calls this many times for each method.
        foreach (var candidate in provider.CustomAttributes)
        {
            if (candidate.AttributeType.FullName == attribute)
                return candidate;
        }

        return null;
    }

    /// <summary>Returns the only method of that name.</summary>
    public static MethodDefinition SingleMethod(this TypeDefinition type, string name) => type.Methods.Single(method => method.Name == name);

    /// <summary>Returns the type without required and optional modifiers.</summary>
    public static TypeReference WithoutModifiers(this TypeReference type)
    {
        while (type is IModifierType modified)
            type = modified.ElementType;

        return type;
    }

    /// <summary>
    /// Returns the full name of the type's definition, without modifiers. Returns null for arrays, references and pointers: Cecil would give the
    /// definition of their elements.
    /// </summary>
    public static string? DefinitionName(this TypeReference type)
        => type.WithoutModifiers() is var plain and not (TypeSpecification and not GenericInstanceType) ? plain.GetElementType().FullName : null;

    public static bool IsVoid(this TypeReference type) => type.WithoutModifiers().MetadataType == MetadataType.Void;

    /// <summary>Returns the method's name as messages and the runtime show it: <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
    public static string DisplayName(this MethodReference method)
        => $"{DisplayName(method.DeclaringType)}.{method.Name}({string.Join(",", method.Parameters.Select(p => DisplayName(p.ParameterType)))})"
            + (method.IsConversion() ? "~" + DisplayName(method.ReturnType) : string.Empty);

    /// <summary>Whether the method is a conversion operator. Only conversion operators can be overloaded by result.</summary>
    public static bool IsConversion(this MethodReference method) => method.Name is KnownNames.Compiler.Implicit or KnownNames.Compiler.Explicit;

    public static string DisplayName(this TypeReference type) => type.FullName.Replace('/', '+');

    /// <summary>Returns the namespace of a type; for a nested one, that of the outermost.</summary>
    public static string OutermostNamespace(this TypeReference type) => type.DeclaringType is { } outer ? outer.OutermostNamespace() : type.GetElementType().Namespace;

    /// <summary>Returns a copy of the attribute for a second member.</summary>
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

    /// <summary>Copies the attributes that have one of the names.</summary>
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
