using System.Text;
using Hotpatch.Analyzers.Handles;
using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;
using Hotpatch.Analyzers.Handles.Writing;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Analyzers;

/// <summary>
/// Declares, for every type with patchable methods, their handles by name: <c>PriceService.Patches.Quote</c>. The weaver fills them in.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class HandleGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var isWholeAssembly = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                SymbolNames.PatchableAttribute, static (node, _) => node is CompilationUnitSyntax, static (_, _) => true)
            .Collect()
            .Select(static (marks, _) => marks.Length > 0);
        var settings = HandleSettings.In(context).Combine(isWholeAssembly)
            .Select(static (pair, _) => pair.Left with { WholeAssembly = pair.Right });

        var marked = context.SyntaxProvider.ForAttributeWithMetadataName(
            SymbolNames.PatchableAttribute, static (node, _) => node is not CompilationUnitSyntax, MarkedTypes.Read);
        var markedElsewhere = context.SyntaxProvider.CreateSyntaxProvider(MarkedTypes.MayMarkAnother, MarkedTypes.ReadAnother);

        // What widens the scope can mark anything, so that everything is looked at; otherwise nothing is.
        var covered = settings.Combine(context.CompilationProvider)
            .SelectMany(static (pair, cancellation)
                => pair.Left is { IsOn: true, IsWidened: true } ? CoveredTypes.Read(pair.Right, pair.Left, cancellation) : []);

        Register(context, Narrow(marked, settings), Narrow(markedElsewhere, settings), covered);
    }

    private static IncrementalValuesProvider<TypeHandles> Narrow(
        IncrementalValuesProvider<TypeHandles?> types, IncrementalValueProvider<HandleSettings> settings)
        => types.Where(static type => type is not null)
            .Combine(settings)
            .Where(static pair => pair.Right is { IsOn: true, IsWidened: false })
            .Select(static (pair, _) => pair.Left!);

    private static void Register(IncrementalGeneratorInitializationContext context, params IncrementalValuesProvider<TypeHandles>[] sources)
    {
        var clashes = sources
            .Select(source => source.Select(static (type, _) => type.File?.Name).Collect())
            .Aggregate(static (left, right) => left.Combine(right).Select(static (pair, _) => pair.Left.AddRange(pair.Right)))
            .Select(static (names, _) => FileNames.Clashes(names).ToEquatableArray());

        foreach (var source in sources)
        {
            context.RegisterSourceOutput(
                source.Select(static (type, _) => type.File).Combine(clashes),
                static (output, pair) =>
                {
                    if (pair.Left is { } file)
                        output.AddSource(FileNames.Of(file.Name, pair.Right), SourceText.From(HandleFileWriter.Write(file), Encoding.UTF8));
                });

            context.RegisterSourceOutput(
                source.SelectMany(static (type, _) => type.Undeclared),
                static (output, undeclared) => output.ReportDiagnostic(
                    Diagnostic.Create(HandleDiagnostics.NotDeclared, undeclared.Location, undeclared.Method, undeclared.Reason)));
        }
    }
}
