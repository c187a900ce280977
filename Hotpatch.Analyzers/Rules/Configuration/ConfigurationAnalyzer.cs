using System.Collections.Immutable;
using System.Xml.Linq;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Configuration;

/// <summary>Reports mistakes in FodyWeavers.xml at their line.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigurationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Descriptors.UnknownConfiguration, Descriptors.PatternWithoutMatch, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.OnStart(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (RuntimeSymbols.Find(context.Compilation) is null)
            return;

        var configuration = ProjectConfiguration.Read(context.Options, context.CancellationToken);
        if (configuration.File is not { Hotpatch: { } element } file)
            return;

        if (configuration.Error is { } error)
            context.OnAdditionalFile(additional => CheckElement(additional, file, element, error));
        else if (configuration.Config is { } config && config.Include.Count + config.Exclude.Count > 0)
            context.OnEnd(end => CheckPatterns(end, file, element, config));
    }

    private static void CheckElement(AdditionalFileAnalysisContext context, WeaversDocument file, XElement element, string error)
    {
        if (context.AdditionalFile.Path == file.Path)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.UnknownConfiguration, PlaceOfMistake(file, element), error));
    }

    private static void CheckPatterns(CompilationAnalysisContext context, WeaversDocument file, XElement element, WeaverConfig config)
    {
        var methods = MethodsOf(context.Compilation.Assembly.GlobalNamespace).Select(method => new SymbolName(method)).ToArray();
        foreach (var pattern in config.WithoutMatch(methods))
        {
            // Only the compiled assembly has the names that the compiler generates.
            if (pattern.Text.Contains('<') || (pattern.Text.Contains('*') && CompilerMadeName.Around(methods).Any(pattern.Matches)))
                continue;

            var message = WeaverConfig.MessageWithoutMatch(pattern, context.Compilation.AssemblyName ?? string.Empty, methods);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.PatternWithoutMatch, PlaceOf(file, element, config, pattern), message));
        }
    }

    private static IEnumerable<IMethodSymbol> MethodsOf(INamespaceOrTypeSymbol container)
        => container.GetMembers().SelectMany(member => member switch
        {
            IMethodSymbol method => IsInMetadata(method) ? [method] : [],
            INamespaceOrTypeSymbol inner => MethodsOf(inner),
            _ => [],
        });

    // Every struct and enum has a constructor without parameters, but metadata has none for it.
    private static bool IsInMetadata(IMethodSymbol method)
        => !(method.MethodKind == MethodKind.Constructor && method.IsImplicitlyDeclared && method.ContainingType.IsValueType && method.Parameters.IsEmpty)
            && method is not { IsPartialDefinition: true, PartialImplementationPart: null };

    private static Location PlaceOf(WeaversDocument file, XElement element, WeaverConfig config, NamePattern pattern)
    {
        var attribute = element.Attribute(config.Include.Contains(pattern) ? nameof(WeaverConfig.Include) : nameof(WeaverConfig.Exclude));
        return file.PlaceOf(attribute!, pattern.Text, WeaverConfig.Separators);
    }

    private static Location PlaceOfMistake(WeaversDocument file, XElement element)
    {
        var unknown = element.Attributes().FirstOrDefault(attribute => !WeaverConfig.Knows(attribute));
        return unknown is not null ? file.PlaceOf(unknown)
            : element.Elements().FirstOrDefault() is { } child ? file.PlaceOf(child)
            : element.Attribute(nameof(WeaverConfig.Scope)) is { } scope ? file.PlaceOf(scope)
            : file.PlaceOf(element);
    }
}
