using System.Collections.Immutable;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Tests.Architecture;

/// <summary>
/// Finds which folders of a project name which others. The compiler binds the names, so that attributes, <c>nameof</c> and types inferred for
/// <c>new()</c> count, and equal names of different things do not. Names in comments do not count.
/// </summary>
internal static class FolderArrows
{
    /// <summary>The folder of files that lie directly in the project.</summary>
    public const string Root = ".";

    /// <summary>The names that one folder has of another's types and members, each once for a file.</summary>
    /// <param name="sources">The project's files, by path relative to the project's folder. Files outside of it have a path that begins with <c>../</c>.</param>
    public static IReadOnlyList<FolderArrow> Find(IReadOnlyDictionary<string, string> sources)
    {
        // As on the newest target framework.
        var options = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: ["NET", "NETCOREAPP", .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER")]);
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, options, source.Key)).ToArray();
        var compilation = CSharpCompilation.Create(
            "Project",
            [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings.Source, options, "../ImplicitUsings.cs")],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return [.. trees.Where(tree => IsInside(tree.FilePath)).SelectMany(tree => In(tree, compilation.GetSemanticModel(tree))).Distinct()];
    }

    /// <summary>The folders that hold files.</summary>
    public static IEnumerable<string> Folders(IReadOnlyDictionary<string, string> sources)
        => sources.Keys.Where(IsInside).Select(FolderOf).Distinct(StringComparer.Ordinal);

    // The packages that the projects reference lie beside the tests.
    private static IEnumerable<MetadataReference> References()
        => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Hotpatch.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));

    private static IEnumerable<FolderArrow> In(SyntaxTree tree, SemanticModel model)
    {
        var from = FolderOf(tree.FilePath);
        foreach (var node in tree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax))
        {
            if (node is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax))
                continue;

            foreach (var symbol in Symbols(model.GetSymbolInfo(node)))
            {
                if (FoldersOf(symbol) is [_, ..] folders && !folders.Contains(from))
                    yield return new FolderArrow(from, folders[0], tree.FilePath, NameOf(symbol));
            }
        }
    }

    // If a part of an expression cannot be bound, the compiler still knows what it may mean.
    private static ImmutableArray<ISymbol> Symbols(SymbolInfo info) => info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;

    private static string[] FoldersOf(ISymbol symbol)
    {
        // A constructor that the compiler adds stands in no file.
        var declared = symbol.IsImplicitlyDeclared ? symbol.ContainingType : symbol.OriginalDefinition;
        return declared is null or INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or IRangeVariableSymbol ? []
            : [.. declared.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath).Where(IsInside).Select(FolderOf).Distinct(StringComparer.Ordinal)];
    }

    private static string NameOf(ISymbol symbol)
        => symbol is INamedTypeSymbol ? symbol.Name : symbol.ContainingType is { } type ? $"{type.Name}.{symbol.Name}" : symbol.Name;

    private static bool IsInside(string path) => !path.StartsWith("../", StringComparison.Ordinal);

    private static string FolderOf(string path) => path.LastIndexOf('/') is var end and >= 0 ? path[..end] : Root;
}

/// <summary>A file in one folder that names something of another folder.</summary>
internal sealed record FolderArrow(string From, string To, string File, string Name);
