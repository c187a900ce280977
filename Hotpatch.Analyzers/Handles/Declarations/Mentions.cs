using Hotpatch.Analyzers.Handles.Model;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>
/// Finds the names of the types whose handles a project mentions, as in <c>PriceService.Patches</c>. Only these types get an extension property:
/// one for every type would take the compiler longer than all handle classes.
/// </summary>
internal static class Mentions
{
    public static IncrementalValueProvider<EquatableArray<string>> In(IncrementalGeneratorInitializationContext context)
    {
        var source = context.SyntaxProvider.CreateSyntaxProvider(Mention.IsOne, Mention.NameIn).Collect().Select(static (names, _) => Distinct(names));
        var pages = context.AdditionalTextsProvider
            .Where(static file => PageMentions.MayBeIn(file.Path))
            .Select(static (file, cancellation) => file.GetText(cancellation)?.ToString() ?? string.Empty)
            .Select(static (text, _) => (Names: Distinct(PageMentions.NamesIn(text)), Aliases: PageMentions.AliasesIn(text).ToEquatableArray()))
            .Collect();
        return source.Combine(pages).Combine(context.CompilationProvider).Select(static (input, _) =>
        {
            var ((names, pages), compilation) = input;
            var all = Distinct(names.Concat(pages.SelectMany(page => page.Names)));
            return all.Count == 0 ? all : WithAliases(all, pages.SelectMany(page => page.Aliases), compilation);
        });
    }

    /// <summary>Finds the names of handle classes that a project mentions, as in <c>PriceServicePatches.Quote</c>.</summary>
    public static IncrementalValueProvider<EquatableArray<string>> OfClasses(IncrementalGeneratorInitializationContext context)
    {
        var source = context.SyntaxProvider.CreateSyntaxProvider(Mention.IsClass, Mention.ClassIn).Collect().Select(static (names, _) => Distinct(names));
        var pages = context.AdditionalTextsProvider
            .Where(static file => PageMentions.MayBeIn(file.Path))
            .Select(static (file, cancellation) => Distinct(PageMentions.ClassesIn(file.GetText(cancellation)?.ToString() ?? string.Empty)))
            .Collect();
        return source.Combine(pages).Select(static (input, _) => Distinct(input.Left.Concat(input.Right.SelectMany(names => names))));
    }

    // The alias may be declared in any file of the project.
    private static EquatableArray<string> WithAliases(
        EquatableArray<string> names, IEnumerable<(string Alias, string Name)> ofPages, Compilation compilation)
    {
        var reversed = compilation.SyntaxTrees.SelectMany(tree => FileDeclarations.Of(tree).Aliases)
            .Select(alias => new KeyValuePair<string, string>(alias.Value, alias.Key))
            .Concat(ofPages.Select(alias => new KeyValuePair<string, string>(alias.Name, alias.Alias)));
        return Distinct(Names.Meaning(names, [.. reversed]));
    }

    private static EquatableArray<string> Distinct(IEnumerable<string> names)
        => names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray();
}
