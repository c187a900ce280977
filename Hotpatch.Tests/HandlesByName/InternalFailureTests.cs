using System.Collections.Immutable;
using System.Globalization;
using System.Linq.Expressions;
using Hotpatch.Analyzers;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Rules;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>A failure in the generator or in an analyzer is reported where it happened and takes nothing away from other places.</summary>
public class InternalFailureTests
{
    private const string Source = "class Good { int M() => 1; } class Bad { int M() => 1.ToString().Length; } class Better { }";

    [Test]
    public void Failure_of_reading_a_type_is_reported_at_the_type()
    {
        var run = GeneratorRun.Of(Source);
        var type = run.Before.GetTypeByMetadataName("Bad")!;
        var reading = typeof(HandleGenerator).Assembly.GetType("Hotpatch.Analyzers.Handles.Declarations.GuardedReading")!.GetMethod("Read")!;
        var handles = reading.Invoke(null, [type, Throwing(reading.GetParameters()[1].ParameterType, new InvalidOperationException("first\nsecond"))])!;

        var undeclared = (System.Collections.IEnumerable)handles.GetType().GetProperty("Undeclared")!.GetValue(handles)!;
        var failure = undeclared.Cast<object>().Single();
        var diagnostic = (Diagnostic)failure.GetType().GetMethod("In")!.Invoke(failure, [run.Before])!;
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.Multiple(() =>
        {
            Assert.That(handles.GetType().GetProperty("File")!.GetValue(handles), Is.Null);
            Assert.That(diagnostic.Id, Is.EqualTo("HP0038"));
            Assert.That(diagnostic.Severity, Is.EqualTo(DiagnosticSeverity.Warning));
            Assert.That(diagnostic.Location.GetLineSpan().StartLinePosition.Character, Is.EqualTo(Source.IndexOf("Bad", StringComparison.Ordinal)));
            Assert.That(message, Does.StartWith("Bad ").And.Contain("InvalidOperationException: first second").And.Not.Contain("\n"));
        });
    }

    [Test]
    public void End_that_was_asked_for_is_none()
    {
        var reading = typeof(HandleGenerator).Assembly.GetType("Hotpatch.Analyzers.Handles.Declarations.GuardedReading")!.GetMethod("Read")!;
        var type = GeneratorRun.Of(Source).Before.GetTypeByMetadataName("Bad")!;
        Assert.That(
            () => reading.Invoke(null, [type, Throwing(reading.GetParameters()[1].ParameterType, new OperationCanceledException())]),
            Throws.InnerException.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Failure_of_an_analyzer_leaves_the_other_places()
    {
        var compilation = Compiled.Compilation(Source);
        var found = await new CompilationWithAnalyzers(compilation, [new Failing()], new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync();
        var failures = found.Where(diagnostic => diagnostic.Id == "HP0038").Select(TextOf).Order(StringComparer.Ordinal).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(found.Select(diagnostic => diagnostic.Id), Has.None.EqualTo("AD0001"));
            Assert.That(failures, Has.Length.EqualTo(4));
            Assert.That(failures[0], Does.StartWith("HP0038@-1: Bad ").And.Contain("symbol failed"));
            Assert.That(failures.Skip(1), Is.All.Contain("failed"));
            Assert.That(found.Where(diagnostic => diagnostic.Id == "SEEN").Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)), Is.EquivalentTo(new[] { "Good", "Better" }));
        });

        static string TextOf(Diagnostic diagnostic) => $"{diagnostic.Id}@{(diagnostic.Location.IsInSource ? -1 : 0)}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }

    private static Delegate Throwing(Type function, Exception exception)
        => Expression.Lambda(function, Expression.Throw(Expression.Constant(exception), function.GetGenericArguments()[0])).Compile();

    private sealed class Failing : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Seen = new("SEEN", "Seen", "{0}", "Tests", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Seen, InternalFailure.Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.OnStart(start =>
            {
                start.OnType((symbol, type) =>
                {
                    if (type.Name == "Bad")
                        throw new InvalidOperationException("symbol failed");

                    symbol.ReportDiagnostic(Diagnostic.Create(Seen, type.Locations[0], type.Name));
                });
                start.OnOperation(_ => throw new InvalidOperationException("operation failed"), OperationKind.Invocation);
                start.OnNode(_ => throw new InvalidOperationException("node failed"), SyntaxKind.InvocationExpression);
                start.OnEnd(_ => throw new InvalidOperationException("end failed"));
            });
        }
    }
}
