using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Workload;

/// <summary>One source compiled: diagnostics, symbols, operations, flow and the bytes that come out.</summary>
public sealed class Compilations
{
    private readonly Output _output;
    private readonly string _name;
    private readonly SyntaxTree _tree;
    private readonly CSharpCompilation _compilation;

    public Compilations(Output output, string name, string source, MetadataReference[] references, OptimizationLevel optimization)
    {
        _output = output;
        _name = name;
        _tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Diagnose), "source.cs", Encoding.UTF8);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: optimization, allowUnsafe: true, deterministic: true, concurrentBuild: false,
            nullableContextOptions: NullableContextOptions.Enable, checkOverflow: optimization == OptimizationLevel.Debug);
        _compilation = CSharpCompilation.Create("Compiled", [_tree], references, options);
    }

    public void Run()
    {
        Diagnose();
        Emit();
        if (_compilation.Options.OptimizationLevel == OptimizationLevel.Debug)
            Ask();
    }

    public void Diagnose()
    {
        // Sorted, because unused fields come in an order that depends on where symbols lie in memory.
        foreach (var diagnostic in _compilation.GetDiagnostics().OrderBy(diagnostic => diagnostic.ToString(), StringComparer.Ordinal))
            _output.Step($"{_name} diagnostic", () => $"{diagnostic} {diagnostic.WarningLevel} {diagnostic.AdditionalLocations.Count}");

        _output.Step($"{_name} declarations", () => _compilation.GetDeclarationDiagnostics().Length);
    }

    private void Ask()
    {
        var model = _compilation.GetSemanticModel(_tree);
        foreach (var node in _tree.GetRoot().DescendantNodes())
        {
            if (node is MemberDeclarationSyntax)
                _output.Step($"{_name} symbol", () => Symbol(model, model.GetDeclaredSymbol(node)));

            if (node is ExpressionSyntax expression)
                Expression(model, expression);

            if (node is BlockSyntax { Statements.Count: > 1 } block)
                Flow(model, block);
        }

        _output.Step($"{_name} all types", () => string.Join(" ", _compilation.GetSymbolsWithName(_ => true).Select(symbol => symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat))));
        _output.Step($"{_name} special", () => string.Join(" ", Enum.GetValues<SpecialType>().Skip(1).Take(30).Select(type => _compilation.GetSpecialType(type).ToDisplayString())));
    }

    private static string Symbol(SemanticModel model, ISymbol? symbol)
        => symbol is null ? "none" : $"{symbol.Kind} {symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {symbol.ToMinimalDisplayString(model, 0)}"
            + $" {symbol.DeclaredAccessibility} {symbol.GetDocumentationCommentId()} {symbol.GetDocumentationCommentXml()} {string.Join(",", symbol.GetAttributes())}";

    private static string Safe(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    private void Emit()
        => _output.Step($"{_name} emit", () =>
        {
            using var pe = new MemoryStream();
            using var pdb = new MemoryStream();
            using var xml = new MemoryStream();
            var result = _compilation.Emit(pe, pdb, xml, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: "source.pdb"));
            var reference = new MemoryStream();
            var metadataOnly = _compilation.Emit(reference, options: new EmitOptions(metadataOnly: true, includePrivateMembers: false));
            return $"{result.Success} {metadataOnly.Success} {string.Join(" ", new[] { pe, pdb, xml, reference }.Select(stream => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream.ToArray()))))}";
        });

    private void Expression(SemanticModel model, ExpressionSyntax expression)
        => _output.Step($"{_name} expression {expression.Kind()}", () =>
        {
            var type = model.GetTypeInfo(expression);
            var info = model.GetSymbolInfo(expression);
            var conversion = model.GetConversion(expression);
            return $"{expression.Span} {type.Type?.ToDisplayString()} {type.ConvertedType?.ToDisplayString()} {type.Nullability.FlowState} {conversion} "
                + $"{info.Symbol?.ToDisplayString()} {info.CandidateReason} {model.GetConstantValue(expression).Value} {model.GetOperation(expression)?.Kind}";
        });

    private void Flow(SemanticModel model, BlockSyntax block)
    {
        _output.Step($"{_name} flow", () => Safe(() =>
        {
            var data = model.AnalyzeDataFlow(block)!;
            var control = model.AnalyzeControlFlow(block)!;
            return $"{Names(data.VariablesDeclared)} | {Names(data.ReadInside)} | {Names(data.WrittenInside)} | {Names(data.Captured)} | {Names(data.AlwaysAssigned)} | {Names(data.DataFlowsIn)} "
                + $"{control.EndPointIsReachable} {control.ReturnStatements.Length} {control.ExitPoints.Length}";
        }));
        _output.Step($"{_name} graph", () => Safe(() => block.Parent is BaseMethodDeclarationSyntax method && ControlFlowGraph.Create(method, model) is { } graph
            ? string.Join("; ", graph.Blocks.Select(part => $"{part.Kind} {part.Ordinal} {part.Operations.Length} {part.ConditionKind} {part.FallThroughSuccessor?.Destination?.Ordinal} {part.BranchValue?.Kind}"))
            : "none"));
        _output.Step($"{_name} in scope", () => string.Join(" ", model.LookupSymbols(block.CloseBraceToken.SpanStart).Select(symbol => symbol.Name).Order(StringComparer.Ordinal).Take(60)));
    }

    private static string Names(IEnumerable<ISymbol> symbols) => string.Join(",", symbols.Select(symbol => symbol.Name));
}
