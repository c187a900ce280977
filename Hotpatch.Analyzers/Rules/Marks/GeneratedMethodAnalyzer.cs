using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Handles.Reading;
using Hotpatch.Analyzers.Rules.Configuration;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Marks;

/// <summary>
/// Reports marked methods from another source generator, such as the methods of a <c>.razor</c> file. Generators don't see each other's source, so
/// these methods have no handle by name. A mark on a type is not reported: it is meant for methods that the user writes.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeneratedMethodAnalyzer : DiagnosticAnalyzer
{
    private static readonly PatchableScope NoScope = new(WholeAssembly: false, Config: null);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.GeneratedWithoutHandle);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (RuntimeSymbols.Find(context.Compilation) is null || !TypeReader.CanDeclare(context.Compilation) || AreHandlesOff(context.Options))
            return;

        var declared = new Lazy<DeclaredHandles>(() => new DeclaredHandles(context.Compilation));
        var consistency = ProjectConfiguration.Read(context.Options, context.CancellationToken).Consistency;
        context.RegisterSymbolAction(symbol => Check(symbol, (INamedTypeSymbol)symbol.Symbol, declared, consistency), SymbolKind.NamedType);
    }

    private static bool AreHandlesOff(AnalyzerOptions options)
        => options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.HotpatchHandles", out var handles)
            && string.Equals(handles, "false", StringComparison.OrdinalIgnoreCase);

    private static void Check(SymbolAnalysisContext context, INamedTypeSymbol type, Lazy<DeclaredHandles> declared, PatchConsistency consistency)
    {
        if (type.DeclaringSyntaxReferences.All(reference => DeclaredHandles.IsOfGenerator(reference.SyntaxTree)))
            return;

        foreach (var named in type.GetMembers().OfType<IMethodSymbol>().GroupBy(method => (method.MetadataName, method.IsStatic)))
        {
            // Nearly all methods end here. The checks below take longer, and this runs after each keystroke.
            if (!named.Any(IsMarkedItself) || declared.Value.CountOf(type, named.Key.MetadataName, named.Key.IsStatic) is var count && count >= named.Count())
                continue;

            // The compiler adds generated files after the project's own files.
            var inOrder = named.Where(method => MayHaveHandle(method, context.Compilation, consistency)).OrderBy(method => OrderOf(method, context.Compilation));
            foreach (var method in inOrder.Skip(count).Where(IsMarkedItself))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.GeneratedWithoutHandle, PlaceOf(method), MethodDisplayName.Of(method), LookUpText.Of(method)));
            }
        }
    }

    // If no other file could name the method, HP0031 reports it.
    private static bool MayHaveHandle(IMethodSymbol method, Compilation compilation, PatchConsistency consistency)
        => SymbolMarks.Of(method, NoScope) == Mark.ByHand
            && SymbolRefusals.Find(method, consistency) is null
            && EmittedMethods.IsEmitted(method)
            && TypeReader.IsSpeakable(method)
            && Host.Find(compilation, method, out _) is null;

    private static bool IsMarkedItself(IMethodSymbol method)
        => SymbolMarks.AttributeOf(method) == true || (method.AssociatedSymbol is { } owner && SymbolMarks.AttributeOf(owner) == true);

    private static int OrderOf(IMethodSymbol method, Compilation compilation)
        => TreeOf(method) is { } tree ? ((CSharpCompilation)compilation).SyntaxTrees.IndexOf(tree) : 0;

    private static SyntaxTree? TreeOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.IsInSource)?.SourceTree;

    // A .razor file has line mappings. For other generated code, the user's part of the type is the better place.
    private static Location PlaceOf(IMethodSymbol method)
    {
        var place = method.Locations.FirstOrDefault() ?? Location.None;
        return place.GetMappedLineSpan().HasMappedPath ? place
            : method.ContainingType.Locations.FirstOrDefault(location => location.IsInSource && !IsGenerated(location)) ?? place;
    }

    private static bool IsGenerated(Location location) => location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) == true;
}
