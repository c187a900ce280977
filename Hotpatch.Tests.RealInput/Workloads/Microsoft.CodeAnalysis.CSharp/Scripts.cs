using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Workload;

/// <summary>Expressions, scripts, analyzers, generators and the symbols of other assemblies.</summary>
public sealed class Scripts(Output output, MetadataReference[] references)
{
    private static readonly string[] Expressions =
    [
        "1 + 2 * 3", "a ? b : c ?? d", "x => x with { A = 1 }", "from i in list where i > 0 orderby i descending group i by i % 2 into g select g.Key", "$\"{a,5:X} {{\"",
        "\"\"\"raw \"text\" \"\"\"", "new { A = 1, b.C }", "[1, .. list, 3]", "p is { Length: > 3 and < 7, [0]: 'a', .. } or null", "await foo()?.Bar[^1..]!", "(int, string) (x)",
        "stackalloc[] { 1 }", "checked((byte)x)", "typeof(List<>)", "nameof(A.B)", "throw new()", "delegate (int x) { return x; }", "static async (ref int a, params int[] b) => { }",
        "0b1010_1010ul", "1e400", "'ab'", "@\"verbatim \"\"", "a switch { 1 => 2, _ when b => 3 }", "\"text\"u8", "default", "x is not string { } s", "a?.b = c", "i++ + --j", ">>>= 3", "",
    ];

    public void Run()
    {
        foreach (var expression in Expressions)
        {
            output.Step($"expression {expression}", () =>
            {
                var parsed = SyntaxFactory.ParseExpression(expression);
                return $"{parsed.Kind()} {parsed.NormalizeWhitespace()} {string.Join("; ", parsed.GetDiagnostics())} {string.Join(" ", parsed.DescendantTokens().Select(token => token.Kind()))}";
            });
            output.Step($"statement {expression}", () => string.Join("; ", SyntaxFactory.ParseStatement(expression + ";").GetDiagnostics()));
            output.Step($"script {expression}", () => string.Join("; ", CSharpCompilation.CreateScriptCompilation(
                "Script", CSharpSyntaxTree.ParseText(expression, new CSharpParseOptions(LanguageVersion.Preview, kind: SourceCodeKind.Script)), references).GetDiagnostics().Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal).Take(6)));
        }

        var compilation = CSharpCompilation.Create(
            "Analysed", Sources.All.Select(pair => CSharpSyntaxTree.ParseText(pair.Source, new CSharpParseOptions(LanguageVersion.Preview), pair.Name + ".cs", Encoding.UTF8)), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false, allowUnsafe: true));
        output.Step("analysed", () => string.Join("; ", compilation.WithAnalyzers(
            [new Analyzer()], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal)));
        output.Step("generated", () =>
        {
            var driver = CSharpGeneratorDriver.Create(new Generator()).RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var diagnostics);
            return string.Join("\n", driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString())) + updated.SyntaxTrees.Count() + diagnostics.Length;
        });
        foreach (var type in new[] { "System.String", "System.Collections.Generic.Dictionary`2", "System.Threading.Tasks.ValueTask`1", "System.Linq.Enumerable", "System.Span`1" })
        {
            output.Step($"metadata {type}", () =>
            {
                var symbol = compilation.GetTypeByMetadataName(type)!;
                return string.Join("; ", symbol.GetMembers().Select(member => member.ToDisplayString() + " " + member.GetDocumentationCommentId())) + string.Join(",", symbol.AllInterfaces);
            });
        }

        output.Step("conversions", () => string.Join("; ", new[] { SpecialType.System_Int32, SpecialType.System_Double, SpecialType.System_Object, SpecialType.System_Char }
            .SelectMany(_ => new[] { SpecialType.System_Int64, SpecialType.System_String, SpecialType.System_Byte, SpecialType.System_Decimal }, (from, to)
                => $"{from}->{to} {compilation.ClassifyConversion(compilation.GetSpecialType(from), compilation.GetSpecialType(to))}")));
    }

#pragma warning disable RS1036, RS1041, RS2008
    private sealed class Analyzer : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("W1", "Title", "{0} is {1}", "Category", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
            context.RegisterSymbolAction(inner => inner.ReportDiagnostic(Diagnostic.Create(Rule, inner.Symbol.Locations[0], inner.Symbol.Name, "a symbol")), SymbolKind.Method, SymbolKind.NamedType);
            context.RegisterSyntaxNodeAction(inner => inner.ReportDiagnostic(Diagnostic.Create(Rule, inner.Node.GetLocation(), inner.Node.Kind(), "a node")), SyntaxKind.IfStatement);
            context.RegisterOperationAction(inner => inner.ReportDiagnostic(Diagnostic.Create(Rule, inner.Operation.Syntax.GetLocation(), inner.Operation.Kind, inner.Operation.Type)), OperationKind.Invocation);
            context.RegisterCodeBlockAction(inner => inner.ReportDiagnostic(Diagnostic.Create(Rule, inner.CodeBlock.GetLocation(), inner.OwningSymbol.Name, "a block")));
        }
    }

    private sealed class Generator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var classes = context.SyntaxProvider.CreateSyntaxProvider((node, _) => node is ClassDeclarationSyntax, (inner, _) => inner.SemanticModel.GetDeclaredSymbol(inner.Node)!.Name).Collect();
            context.RegisterSourceOutput(classes, (output, names) => output.AddSource("Names.cs", SourceText.From("// " + string.Join(", ", names), Encoding.UTF8)));
            context.RegisterPostInitializationOutput(output => output.AddSource("Constant.cs", "internal static class Constant { }"));
        }
    }
}
