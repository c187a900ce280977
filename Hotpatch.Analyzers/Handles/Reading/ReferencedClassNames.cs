using System.Globalization;
using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>
/// The names of the classes that this project declares for a type of another assembly, by the rules for types of the project.
/// </summary>
internal sealed class ReferencedClassNames
{
    private const string HandlesOf = "HandlesOfAttribute";
    private const string Embedded = "EmbeddedAttribute";

    private readonly Compilation _compilation;
    private readonly string _prefix;

    private ReferencedClassNames(Compilation compilation, INamedTypeSymbol type, Func<bool, string> suffixOf)
    {
        _compilation = compilation;
        _prefix = MetadataTypeName.NamespaceOf(type) is { Length: > 0 } @namespace ? @namespace + "." : string.Empty;
        var chain = type.Chain();
        var stem = StemOf(type);
        var arity = chain.Sum(part => part.Arity);
        HasHandles = IsDeclared(type, stem + HandleClass.Patches, arity);
        var suffix = suffixOf(HasHandles);
        Property = TypeReader.Hides(type, suffix) ? null : suffix;
        Name = Free(stem, suffix, arity, chain.Count > 1);
        AllName = arity == 0 ? null : Free(AllStemOf(stem, arity), suffix, arity: 0, isMade: true);
    }

    /// <summary>
    /// Chooses the names for the handles of calls to a type's methods. If <c>Type.Patches</c> means something else, such as the handles of the methods
    /// themselves, all names have <c>CallPatches</c> in place of <c>Patches</c>.
    /// </summary>
    /// <param name="compilation">The project.</param>
    /// <param name="type">The type.</param>
    /// <param name="isWoven">Whether the project may declare handles of the methods themselves, because it weaves a copy of the type's assembly.</param>
    public static ReferencedClassNames OfCalls(Compilation compilation, INamedTypeSymbol type, bool isWoven)
        => new(compilation, type, hasHandles => isWoven || hasHandles || TypeReader.HidesPatches(type) ? HandleClass.CallPatches : HandleClass.Patches);

    /// <summary>Chooses the names for the handles of the methods of a woven reference.</summary>
    public static ReferencedClassNames OfMethods(Compilation compilation, INamedTypeSymbol type) => new(compilation, type, _ => HandleClass.Patches);

    /// <summary>Returns the start of the names, such as Outer_Inner. Underscores of joined names are doubled.</summary>
    public static string StemOf(INamedTypeSymbol type)
        => type.ContainingType is null ? type.Name : string.Join("_", type.Chain().Select(part => part.Name.Replace("_", "__")));

    /// <summary>Returns the start of the name of the class over all instantiations, such as AllBox.</summary>
    public static string AllStemOf(string stem, int arity) => $"All{stem}{(arity > 1 ? "_" + arity.ToString(CultureInfo.InvariantCulture) : string.Empty)}";

    /// <summary>Whether the type's own assembly declares handles of the methods.</summary>
    public bool HasHandles { get; }

    /// <summary>The name of the class with the handles.</summary>
    public string Name { get; }

    /// <summary>The name of the class with the handles of all instantiations; null if the type is not generic.</summary>
    public string? AllName { get; }

    /// <summary>The name of the extension property; null if it would mean something else.</summary>
    public string? Property { get; }

    private bool IsDeclared(INamedTypeSymbol type, string name, int arity)
        => Find(name, arity).Any(found => found.GetAttributes().Any(attribute
            => attribute.AttributeClass?.Name == HandlesOf
                && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol target }]
                && SymbolEqualityComparer.Default.Equals(target.OriginalDefinition, type)));

    /// <param name="stem">The name without the suffix.</param>
    /// <param name="suffix">The suffix.</param>
    /// <param name="arity">The number of type parameters.</param>
    /// <param name="isMade">Whether the stem is not the type's own name. If another type has it for its name, that type's class comes first.</param>
    private string Free(string stem, string suffix, int arity, bool isMade)
        => Identifiers.Unique(stem + suffix, name => (isMade && name == stem + suffix && Find(stem, arity).Any()) || Find(name, arity).Any());

    private IEnumerable<INamedTypeSymbol> Find(string name, int arity)
        => _compilation.GetTypesByMetadataName(_prefix + name + Identifiers.Arity("`", arity))
            .Where(type => _compilation.IsSymbolAccessibleWithin(type, _compilation.Assembly)
                && type.GetAttributes().All(attribute => attribute.AttributeClass?.Name != Embedded));
}
