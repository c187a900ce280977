using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>A declaration of a type, one of several where the type is partial.</summary>
/// <param name="node">The declaration.</param>
/// <param name="identity">The type's name in metadata, the same for all of its parts.</param>
internal sealed class TypePart(TypeDeclarationSyntax node, string identity)
{
    private readonly Lazy<HashSet<string>> _attributes = new(() => new(AttributesIn(node), StringComparer.Ordinal));
    private readonly Lazy<Skeleton> _skeleton = new(() => SkeletonOf(node));

    public TypeDeclarationSyntax Node => node;

    public string Identity => identity;

    /// <summary>The last names of the attributes of the type and of its members, as they are written.</summary>
    public HashSet<string> Attributes => _attributes.Value;

    /// <summary>Whether the type may take over marks of the types behind its colon.</summary>
    public bool HasBase => node.BaseList is not null;

    /// <summary>Whether it names members of other types, in a way that their declarations have a say in what is generated.</summary>
    public bool NamesOthersMembers => _skeleton.Value.NamesOthersMembers;

    /// <summary>Whether a mark in it may be one that overrides inherit.</summary>
    /// <param name="marks">The names that the mark goes by.</param>
    public bool PassesMarksOn(ICollection<string> marks)
        => AttributesOf(node).Any(attribute
            => attribute.ArgumentList is { } list
                && list.Arguments.Any(argument => argument.NameEquals?.Name.Identifier.ValueText == SymbolNames.InheritedArgument)
                && marks.Contains(Names.Last(attribute.Name)));

    /// <summary>Whether a node declares a type with a name; an extension block, which the compiler that this is built with does not know, is none.</summary>
    public static bool IsType(SyntaxNode node)
        => node is ClassDeclarationSyntax or StructDeclarationSyntax or InterfaceDeclarationSyntax or RecordDeclarationSyntax;

    public bool HasSameDeclarations(TypePart other)
        => ReferenceEquals(node, other.Node) || _skeleton.Value.ToString() == other._skeleton.Value.ToString();

    private static IEnumerable<string> AttributesIn(TypeDeclarationSyntax type) => AttributesOf(type).Select(attribute => Names.Last(attribute.Name));

    private static IEnumerable<AttributeSyntax> AttributesOf(TypeDeclarationSyntax type)
        => type.DescendantNodes(node => node == type
                || !(IsType(node) || node is BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or AttributeSyntax))
            .OfType<AttributeSyntax>();

    // Its nested types are parts of their own.
    private static Skeleton SkeletonOf(TypeDeclarationSyntax type)
    {
        var skeleton = new Skeleton(node => node != type && IsType(node));
        skeleton.Add(type);
        return skeleton;
    }
}
