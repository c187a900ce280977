using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Rules.CallSites;
using Hotpatch.Analyzers.Selection.Calls;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Calls;

/// <summary>Collects the calls of a project to the types that its marks name. Thread-safe.</summary>
internal sealed class CallUse(ImmutableArray<CallsMark> marks, Compilation compilation)
{
    private const string OfEnumerators = "GetEnumerator MoveNext get_Current Current Dispose";

    private readonly HashSet<ISymbol> _types = new(marks.Select(mark => ((INamedTypeSymbol)mark.Type!).OriginalDefinition), SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, byte> _named = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, byte> _unpatched = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol> _overrides = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, string> _compilers = new(SymbolEqualityComparer.Default);
    private volatile bool _hasLoopWithoutEnumerator;

    public void AddNamed(IOperation operation)
    {
        foreach (var called in MadeCalls.In(operation))
        {
            var method = MadeCalls.Declaration(called);
            if (_types.Contains(called.ContainingType.OriginalDefinition) && CallRefusals.ReplacedBy(called.OriginalDefinition) is { } overridden)
                _overrides[called.OriginalDefinition] = overridden;

            if (_types.Contains(method.ContainingType) && !Accessors.IsInNameOf(operation))
                (MadeCalls.IsOnBase(operation) || MadeCalls.IsInExpressionTree(operation) ? _unpatched : _named)[method] = 0;
        }
    }

    public void AddCompilers(IOperation operation)
    {
        AddCompilers(CompilersCalls.In(operation));
        if (CompilersCalls.IsLoopWithoutEnumerator(operation))
            _hasLoopWithoutEnumerator = true;
    }

    public void AddStateMachine(IOperation body, ISymbol member) => AddCompilers(StateMachineCalls.In(body, member));

    public void Report(Action<Diagnostic> report)
    {
        foreach (var mark in marks)
        {
            var type = ((INamedTypeSymbol)mark.Type!).OriginalDefinition;
            // Another rule reports types without such a member, and names that stand for nothing.
            if (mark.Names.Count == 0 && CallTargets.RefusalOf(type, compilation) is null)
                Report(mark.PlaceOfType, CallTargets.Text(type), method => SymbolEqualityComparer.Default.Equals(method.ContainingType, type), name: string.Empty, report);

            for (var i = 0; i < mark.Names.Count; i++)
            {
                if (mark.Names[i] is { } name && CallTargets.ProblemOf(type, name, compilation) is null && CallTargets.RefusalOf(type, name, compilation) is null)
                {
                    Report(
                        mark.PlaceOf(i),
                        $"{CallTargets.Text(type)}.{name}",
                        method => SymbolEqualityComparer.Default.Equals(method.ContainingType, type) && CallNames.Means(name, method),
                        name,
                        report);
                }
            }
        }
    }

    private void AddCompilers(IEnumerable<(IMethodSymbol Method, string Feature)> calls)
    {
        foreach (var (called, feature) in calls)
        {
            var method = MadeCalls.Declaration(called);
            if (_types.Contains(method.ContainingType))
                _compilers[method] = feature;
        }
    }

    private void Report(Location place, string target, Func<IMethodSymbol, bool> isMeant, string name, Action<Diagnostic> report)
    {
        if (_named.Keys.Any(isMeant))
            return;

        var features = _compilers.Where(pair => isMeant(pair.Key)).Select(pair => pair.Value).Distinct(StringComparer.Ordinal).OrderBy(feature => feature, StringComparer.Ordinal).ToArray();
        report(features.Length > 0
            ? Diagnostic.Create(CallDescriptors.CompilersCall, place, target, string.Join(" and ", features))
            : Diagnostic.Create(CallDescriptors.NotCalled, place, target, Hint(isMeant, name)));
    }

    private string Hint(Func<IMethodSymbol, bool> isMeant, string name)
        => _unpatched.Keys.Any(isMeant) ? ": base.M() and calls in expression trees stay as they are"
            : _hasLoopWithoutEnumerator && name.Length > 0 && OfEnumerators.Split(' ').Contains(name, StringComparer.Ordinal)
                ? ": foreach over an array, a string or a span calls no enumerator"
            : _overrides.FirstOrDefault(pair => isMeant(pair.Key)).Value is { } overridden
                ? $": the compiler calls {CallTargets.TextOf(overridden)} instead, which it overrides"
            : string.Empty;
}
