using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Attributes of methods and their parts that their handles carry too, as source writes them, without brackets.</summary>
internal static class AttributeText
{
    private const string CodeAnalysis = "System.Diagnostics.CodeAnalysis.";
    private const string NotClsCompliant = "global::System.CLSCompliant(false)";
    private const string Obsolete = "System.ObsoleteAttribute";
    private const string Experimental = CodeAnalysis + "ExperimentalAttribute";
    private const string RequiresPreviewFeatures = "System.Runtime.Versioning.RequiresPreviewFeaturesAttribute";
    private const string DynamicallyAccessedMembers = CodeAnalysis + "DynamicallyAccessedMembersAttribute";
    private const string RequiresUnreferencedCode = CodeAnalysis + "RequiresUnreferencedCodeAttribute";
    private const string RequiresDynamicCode = CodeAnalysis + "RequiresDynamicCodeAttribute";
    private const string RequiresAssemblyFiles = CodeAnalysis + "RequiresAssemblyFilesAttribute";
    private const string UnscopedRef = CodeAnalysis + "UnscopedRefAttribute";
    private const string ClsCompliant = "System.CLSCompliantAttribute";

    /// <summary>The attributes of those names.</summary>
    public static IEnumerable<string> Named(IEnumerable<AttributeData> attributes, params string[] names)
        => attributes.Where(attribute => names.Contains(attribute.AttributeClass?.ToDisplayString(), StringComparer.Ordinal)).Select(Of);

    /// <summary>Attributes that trimming and the rules for references read on a parameter.</summary>
    public static IEnumerable<string> OfParameter(IParameterSymbol parameter)
        => Named(parameter.GetAttributes(), DynamicallyAccessedMembers)
            // It also stands on params parameters, which the delegate does not have.
            .Concat(parameter.RefKind == RefKind.Out ? Named(parameter.GetAttributes(), UnscopedRef) : []);

    /// <summary>
    /// What a use of the method asks of the program: that it is not trimmed, may make code, or has its assemblies as files. Whoever reads the
    /// handle is asked the same, since the handle can call the method.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="owner">The property or event that it is an accessor of.</param>
    public static IEnumerable<string> Requirements(IMethodSymbol method, ISymbol? owner)
    {
        // A type's speak of what can be used without an instance.
        var ofType = method.IsStatic || method.MethodKind == MethodKind.Constructor
            ? method.ContainingType.GetAttributes().Where(attribute => !attribute.NamedArguments.Any(IsStaticsExcluded) || !method.IsStatic)
            : [];
        return method.GetAttributes().Concat(owner?.GetAttributes().AsEnumerable() ?? []).Concat(ofType)
            .Where(attribute => attribute.AttributeClass?.ToDisplayString() is RequiresUnreferencedCode or RequiresDynamicCode or RequiresAssemblyFiles)
            .GroupBy(attribute => attribute.AttributeClass!.Name, StringComparer.Ordinal)
            .Select(group => Of(group.First(), group.First().ConstructorArguments, argument => argument.Key == "Url"));
    }

    /// <summary>Attributes that trimming reads on a type parameter.</summary>
    public static IEnumerable<string> OfTypeParameter(ITypeParameterSymbol parameter) => Named(parameter.GetAttributes(), DynamicallyAccessedMembers);

    /// <summary>
    /// Attributes that warn of a use of the symbols: a patch is a use too. None is copied twice, and the first symbol's goes before the others'.
    /// None forbids the use.
    /// </summary>
    public static IEnumerable<string> Cautions(params IEnumerable<ISymbol> symbols)
        => symbols.SelectMany(symbol => symbol.GetAttributes())
            .Select(attribute => (Attribute: attribute, Name: attribute.AttributeClass?.ToDisplayString()))
            .Where(pair => pair.Name is Obsolete or Experimental or RequiresPreviewFeatures)
            .GroupBy(pair => pair.Name, pair => pair.Attribute, StringComparer.Ordinal)
            .Select(group => group.Key == Obsolete ? Of(group.First(), group.First().ConstructorArguments.Take(1)) : Of(group.First()));

    /// <summary>The codes of the warnings that the mention of a type gives.</summary>
    public static IEnumerable<string> WarningsOf(ITypeSymbol type)
    {
        // A pointer to what has references in it.
        if (type is IPointerTypeSymbol { PointedAtType: { IsUnmanagedType: false, SpecialType: not SpecialType.System_Void } })
            yield return "CS8500";

        foreach (var attribute in type.GetAttributes().AsEnumerable().Concat(type.ContainingAssembly?.GetAttributes().AsEnumerable() ?? []))
        {
            // By the last name first: the whole one is made anew each time.
            switch (attribute.AttributeClass is { Name: "ObsoleteAttribute" or "ExperimentalAttribute" or "RequiresPreviewFeaturesAttribute" } known ? known.ToDisplayString() : null)
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
                case RequiresPreviewFeatures:
                    yield return "CA2252";
                    break;
            }
        }
    }

    /// <summary>What takes a generated type out of the checks of an assembly that is CLS compliant.</summary>
    public static IEnumerable<string> OfAssembly(IAssemblySymbol assembly)
        => assembly.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == ClsCompliant)
            ? [NotClsCompliant]
            : [];

    /// <summary>Whether it is what <see cref="OfAssembly"/> gives.</summary>
    public static bool IsOfAssembly(string attribute) => attribute == NotClsCompliant;

    private static bool IsStaticsExcluded(KeyValuePair<string, TypedConstant> argument) => argument is { Key: "ExcludeStatics", Value.Value: true };

    private static string Of(AttributeData attribute) => Of(attribute, attribute.ConstructorArguments);

    private static string Of(AttributeData attribute, IEnumerable<TypedConstant> arguments) => Of(attribute, arguments, _ => true);

    private static string Of(
        AttributeData attribute, IEnumerable<TypedConstant> arguments, Func<KeyValuePair<string, TypedConstant>, bool> takesNamed)
    {
        var all = arguments.Select(Of)
            .Concat(attribute.NamedArguments.Where(takesNamed).Select(argument => $"{argument.Key} = {Of(argument.Value)}"))
            .ToArray();
        var name = attribute.AttributeClass!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        const string Suffix = nameof(Attribute);
        name = name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
        return all.Length == 0 ? name : $"{name}({string.Join(", ", all)})";
    }

    private static string Of(TypedConstant constant)
    {
        if (constant is not { Kind: TypedConstantKind.Enum, Type: { } enumeration })
            return constant.IsNull ? "null" : constant.ToCSharpString();

        var name = enumeration.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return enumeration.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, constant.Value)) is { } member
            ? $"{name}.{member.Name}"
            : FormattableString.Invariant($"({name})({constant.Value})");
    }
}
