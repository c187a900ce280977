using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Returns the attributes that a handle takes over from its method, as source writes them, without brackets.</summary>
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

    /// <summary>Returns the attributes that have one of the names.</summary>
    public static IEnumerable<string> Named(IEnumerable<AttributeData> attributes, params string[] names)
        => attributes.Where(attribute => names.Contains(attribute.AttributeClass?.ToDisplayString(), StringComparer.Ordinal)).Select(Of);

    /// <summary>Returns the attributes of a parameter that trimming and the rules for references read.</summary>
    public static IEnumerable<string> OfParameter(IParameterSymbol parameter)
        => Named(parameter.GetAttributes(), DynamicallyAccessedMembers)
            // The attribute may also stand on a params parameter. The delegate has no params.
            .Concat(parameter.RefKind == RefKind.Out ? Named(parameter.GetAttributes(), UnscopedRef) : []);

    /// <summary>
    /// Returns the attributes that require something of the program: no trimming, dynamic code, or assemblies as files. A handle requires the same,
    /// because it can call the method.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="owner">The property or event that the method is an accessor of.</param>
    public static IEnumerable<string> Requirements(IMethodSymbol method, ISymbol? owner)
    {
        // On a type, the attribute applies to static members and constructors.
        var ofType = method.IsStatic || method.MethodKind == MethodKind.Constructor
            ? method.ContainingType.GetAttributes().Where(attribute => !attribute.NamedArguments.Any(IsStaticsExcluded) || !method.IsStatic)
            : [];
        return method.GetAttributes().Concat(owner?.GetAttributes().AsEnumerable() ?? []).Concat(ofType)
            .Where(attribute => attribute.AttributeClass?.ToDisplayString() is RequiresUnreferencedCode or RequiresDynamicCode or RequiresAssemblyFiles)
            .GroupBy(attribute => attribute.AttributeClass!.Name, StringComparer.Ordinal)
            .Select(group => Of(group.First(), group.First().ConstructorArguments, argument => argument.Key == "Url"));
    }

    /// <summary>Returns the attributes of a type parameter that trimming reads.</summary>
    public static IEnumerable<string> OfTypeParameter(ITypeParameterSymbol parameter) => Named(parameter.GetAttributes(), DynamicallyAccessedMembers);

    /// <summary>
    /// Returns the attributes that warn about a use of the symbols, because a patch is a use too. Each attribute is copied once, from the first symbol
    /// that has it. An obsolete member gives a warning, even if the attribute says error.
    /// </summary>
    public static IEnumerable<string> Cautions(params IEnumerable<ISymbol> symbols)
        => symbols.SelectMany(symbol => symbol.GetAttributes())
            .Select(attribute => (Attribute: attribute, Name: attribute.AttributeClass?.ToDisplayString()))
            .Where(pair => pair.Name is Obsolete or Experimental or RequiresPreviewFeatures)
            .GroupBy(pair => pair.Name, pair => pair.Attribute, StringComparer.Ordinal)
            .Select(group => group.Key == Obsolete ? Of(group.First(), group.First().ConstructorArguments.Take(1)) : Of(group.First()));

    /// <summary>Returns the codes of the warnings that a mention of the type causes.</summary>
    public static IEnumerable<string> WarningsOf(ITypeSymbol type)
    {
        // The type is a pointer to a type that contains references.
        if (type is IPointerTypeSymbol { PointedAtType: { IsUnmanagedType: false, SpecialType: not SpecialType.System_Void } })
            yield return "CS8500";

        foreach (var attribute in type.GetAttributes().AsEnumerable().Concat(type.ContainingAssembly?.GetAttributes().AsEnumerable() ?? []))
        {
            // Compare the last name first: the full name is built anew each time.
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

    /// <summary>Returns the attribute that exempts generated types from CLS checks, if the assembly has such checks.</summary>
    public static IEnumerable<string> OfAssembly(IAssemblySymbol assembly)
        => assembly.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == ClsCompliant)
            ? [NotClsCompliant]
            : [];

    /// <summary>Whether the attribute is the one that <see cref="OfAssembly"/> returns.</summary>
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
