using Hotpatch.Analyzers.Handles.Model;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>
/// The names of types that a project writes <c>PriceService.Patches</c> of. Extensions are declared for these alone: one for each type with
/// handles would take the compiler longer than the handle classes do.
/// </summary>
internal static class Mentions
{
    public static IncrementalValueProvider<EquatableArray<string>> In(IncrementalGeneratorInitializationContext context)
    {
        var source = context.SyntaxProvider.CreateSyntaxProvider(Mention.IsOne, Mention.NameIn).Collect().Select(static (names, _) => Distinct(names));
        var files = context.AdditionalTextsProvider
            .Where(static file => Mention.MayBeIn(file.Path))
            .SelectMany(static (file, cancellation) => Distinct(Mention.NamesIn(file.GetText(cancellation)?.ToString())))
            .Collect();
        return source.Combine(files)
            .Select(static (pair, _) => Distinct(pair.Left.Concat(pair.Right)))
            .Combine(context.CompilationProvider)
            .Select(static (pair, _) => WithAliases(pair.Left, pair.Right));
    }

    // An alias may be any of the project's.
    private static EquatableArray<string> WithAliases(EquatableArray<string> names, Compilation compilation)
    {
        if (names.Count == 0)
            return names;

        var reversed = compilation.SyntaxTrees.SelectMany(tree => FileDeclarations.Of(tree).Aliases)
            .Select(alias => new KeyValuePair<string, string>(alias.Value, alias.Key));
        return Distinct(Names.Meaning(names, [.. reversed]));
    }

    private static EquatableArray<string> Distinct(IEnumerable<string> names)
        => names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray();
}
