using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>One declaration of a type. A partial type has several.</summary>
/// <param name="node">The declaration.</param>
/// <param name="identity">The type's name in metadata, which is the same for all parts.</param>
internal sealed class TypePart(TypeDeclarationSyntax node, string identity)
{
    private readonly Lazy<HashSet<string>> _attributes = new(() => new(AttributesIn(node), StringComparer.Ordinal));
    private readonly Lazy<Skeleton> _skeleton = new(() => SkeletonOf(node));

    public TypeDeclarationSyntax Node => node;

    public string Identity => identity;

    /// <summary>The last names of the attributes on the type and its members, as written.</summary>
    public HashSet<string> Attributes => _attributes.Value;

    /// <summary>Whether the type has base types or interfaces, and so may inherit marks.</summary>
    public bool HasBase => node.BaseList is not null;

    /// <summary>Whether the declaration names members of other types, so that the generated source depends on those too.</summary>
    public bool NamesOthersMembers => _skeleton.Value.NamesOthersMembers;

    /// <summary>Whether the declaration may contain a mark that overrides inherit.</summary>
    /// <param name="marks">The names of the mark in this project, including aliases.</param>
    public bool PassesMarksOn(ICollection<string> marks)
        => AttributesOf(node).Any(attribute
            => attribute.ArgumentList is { } list
                && list.Arguments.Any(argument => argument.NameEquals?.Name.Identifier.ValueText == SymbolNames.InheritedArgument)
                && marks.Contains(Names.Last(attribute.Name)));

    /// <summary>Whether the node declares a type with a name. An extension block has none; this project's version of Roslyn doesn't know its syntax.</summary>
    public static bool IsType(SyntaxNode node)
        => node is ClassDeclarationSyntax or StructDeclarationSyntax or InterfaceDeclarationSyntax or RecordDeclarationSyntax;

    public bool HasSameDeclarations(TypePart other)
        => ReferenceEquals(node, other.Node) || _skeleton.Value.ToString() == other._skeleton.Value.ToString();

    private static IEnumerable<string> AttributesIn(TypeDeclarationSyntax type) => AttributesOf(type).Select(attribute => Names.Last(attribute.Name));

    private static IEnumerable<AttributeSyntax> AttributesOf(TypeDeclarationSyntax type)
        => type.DescendantNodes(node => node == type
                || !(IsType(node) || node is BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or AttributeSyntax))
            .OfType<AttributeSyntax>();

    // Nested types are parts of their own.
    private static Skeleton SkeletonOf(TypeDeclarationSyntax type)
    {
        var skeleton = new Skeleton(node => node != type && IsType(node));
        skeleton.Add(type);
        return skeleton;
    }
}
