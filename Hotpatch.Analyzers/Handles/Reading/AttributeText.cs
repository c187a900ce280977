using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Attributes of methods and their parts that their handles carry too, as source writes them, without brackets.</summary>
internal static class AttributeText
{
    private const string CodeAnalysis = "System.Diagnostics.CodeAnalysis";
    private const string Obsolete = "System.ObsoleteAttribute";
    private const string Experimental = CodeAnalysis + ".ExperimentalAttribute";
    private const string ClsCompliant = "System.CLSCompliantAttribute";

    /// <summary>What flow analysis and trimming read on a parameter or a result.</summary>
    public static IEnumerable<string> OfSignature(IEnumerable<AttributeData> attributes)
        => attributes
            .Where(attribute => attribute.AttributeClass is { } type
                && type.ContainingNamespace.ToDisplayString() == CodeAnalysis
                && type.Name is not ("SuppressMessageAttribute" or "UnconditionalSuppressMessageAttribute"))
            .Select(Of);

    /// <summary>What trimming reads on a type parameter.</summary>
    public static IEnumerable<string> OfTypeParameter(ITypeParameterSymbol parameter)
        => OfSignature(parameter.GetAttributes().Where(attribute => attribute.AttributeClass?.Name == "DynamicallyAccessedMembersAttribute"));

    /// <summary>What warns of a use of the symbol: who patches it uses it too. None forbids it.</summary>
    public static IEnumerable<string> Cautions(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            var name = attribute.AttributeClass?.ToDisplayString();
            if (name == Obsolete)
                yield return Of(attribute, attribute.ConstructorArguments.Take(1));
            else if (name == Experimental)
                yield return Of(attribute);
        }
    }

    /// <summary>The codes of the warnings that the mention of a type gives.</summary>
    public static IEnumerable<string> WarningsOf(ITypeSymbol type)
    {
        // A pointer to what has references in it.
        if (type is IPointerTypeSymbol { PointedAtType: { IsUnmanagedType: false, SpecialType: not SpecialType.System_Void } })
            yield return "CS8500";

        foreach (var attribute in type.GetAttributes().AsEnumerable().Concat(type.ContainingAssembly?.GetAttributes().AsEnumerable() ?? []))
        {
            switch (attribute.AttributeClass?.ToDisplayString())
            {
                case Obsolete when attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "DiagnosticId").Value.Value is string id:
                    yield return id;
                    break;
                case Obsolete:
                    yield return attribute.ConstructorArguments.Length == 0 ? "CS0612" : "CS0618";
                    break;
                case Experimental when attribute.ConstructorArguments is [{ Value: string id }]:
                    yield return id;
                    break;
            }
        }
    }

    /// <summary>What takes a generated type out of the checks of an assembly that is CLS compliant.</summary>
    public static IEnumerable<string> OfAssembly(IAssemblySymbol assembly)
        => assembly.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == ClsCompliant)
            ? ["global::System.CLSCompliant(false)"]
            : [];

    private static string Of(AttributeData attribute) => Of(attribute, attribute.ConstructorArguments);

    private static string Of(AttributeData attribute, IEnumerable<TypedConstant> arguments)
    {
        var all = arguments.Select(Of).Concat(attribute.NamedArguments.Select(argument => $"{argument.Key} = {Of(argument.Value)}")).ToArray();
        var name = attribute.AttributeClass!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        const string Suffix = nameof(Attribute);
        name = name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
        return all.Length == 0 ? name : $"{name}({string.Join(", ", all)})";
    }

    private static string Of(TypedConstant constant)
    {
        if (constant.Kind == TypedConstantKind.Array)
        {
            var type = constant.Type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            return $"new {type} {{ {string.Join(", ", constant.Values.Select(Of))} }}";
        }

        if (constant is not { Kind: TypedConstantKind.Enum, Type: { } enumeration })
            return constant.IsNull ? "null" : constant.ToCSharpString();

        var name = enumeration.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return enumeration.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, constant.Value)) is { } member
            ? $"{name}.{member.Name}"
            : FormattableString.Invariant($"({name})({constant.Value})");
    }
}
