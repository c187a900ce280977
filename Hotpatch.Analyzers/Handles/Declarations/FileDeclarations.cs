using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>The declarations of one file, read from its text alone. They are read once, so an edit of another file reads nothing here.</summary>
internal sealed class FileDeclarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileDeclarations> Known = new();

    private readonly List<TypePart> _types = [];
    private readonly List<KeyValuePair<string, string>> _aliases = [];
    private readonly Lazy<string> _whole;
    private readonly Lazy<string> _surroundings;

    private FileDeclarations(SyntaxTree tree)
    {
        Tree = tree;
        _whole = new(() => Skeleton.Of(tree.GetRoot()));
        _surroundings = new(() => FileSurroundings.Of((CompilationUnitSyntax)tree.GetRoot()));
        var root = (CompilationUnitSyntax)tree.GetRoot();
        AssemblyAttributes = [.. root.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => Names.Last(attribute.Name))];
        AddAliases(root.Usings);
        AddTypes(root.Members, string.Empty);
    }

    public SyntaxTree Tree { get; }

    public IReadOnlyList<string> AssemblyAttributes { get; }

    /// <summary>All types, including nested types.</summary>
    public IReadOnlyList<TypePart> Types => _types;

    /// <summary>The aliases of types, each with the last name of its target.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Aliases => _aliases;

    public static FileDeclarations Of(SyntaxTree tree) => Known.GetValue(tree, static key => new(key));

    /// <summary>Whether all declarations are the same.</summary>
    public bool HasSameDeclarations(FileDeclarations other)
        => this == other || (IsSameFile(other) && _whole.Value == other._whole.Value);

    /// <summary>Whether the declarations that other types depend on are the same.</summary>
    public bool HasSameSurroundings(FileDeclarations other)
        => this == other || (IsSameFile(other) && _surroundings.Value == other._surroundings.Value);

    private bool IsSameFile(FileDeclarations other) => Tree.FilePath == other.Tree.FilePath && Tree.Options.Equals(other.Tree.Options);

    private void AddAliases(SyntaxList<UsingDirectiveSyntax> usings)
    {
        foreach (var directive in usings)
        {
            if (directive is { Alias.Name.Identifier.ValueText: var alias, Name: { } name })
                _aliases.Add(new(alias, Names.Last(name)));
        }
    }

    private void AddTypes(SyntaxList<MemberDeclarationSyntax> members, string prefix)
    {
        foreach (var member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax @namespace)
            {
                AddAliases(@namespace.Usings);
                AddTypes(@namespace.Members, $"{prefix}{Names.Full(@namespace.Name)}.");
            }
            else if (member is TypeDeclarationSyntax type && TypePart.IsType(type))
            {
                var identity = FormattableString.Invariant($"{prefix}{type.Identifier.ValueText}`{type.TypeParameterList?.Parameters.Count ?? 0}");
                if (type.Modifiers.Any(SyntaxKind.FileKeyword))
                    identity += "@" + Tree.FilePath;

                _types.Add(new(type, identity));
                AddTypes(type.Members, identity + "+");
            }
        }
    }
}
