using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Distributes a constructor's symbols between it and its original: lines, scopes and names of locals.</summary>
internal sealed class ConstructorSymbols
{
    private readonly MethodDefinition _constructor;
    private readonly int _cut;
    private readonly Instruction[] _instructions;
    private readonly HashSet<int> _moved;
    private readonly SequencePoint[] _points;
    private readonly Span? _scope;

    private ConstructorSymbols(MethodDefinition constructor, ConstructorCut cut)
    {
        // The offsets are indices now, and so are those in lines and scopes.
        _constructor = constructor;
        _cut = cut.Rest.Offset;
        _instructions = [.. constructor.Body.Instructions];
        _moved = [.. cut.Closures.SelectMany(closure => closure.Instructions).Select(instruction => instruction.Offset)];
        var information = constructor.DebugInformation;
        _points = [.. information.SequencePoints.Where(point => point.Offset >= _cut || _moved.Contains(point.Offset))];
        _scope = information.Scope is { } scope ? Span.Of(scope) : null;
    }

    /// <summary>Returns null if there are no symbols.</summary>
    public static ConstructorSymbols? Read(MethodDefinition constructor, ConstructorCut cut)
        => constructor.Module.HasSymbols ? new ConstructorSymbols(constructor, cut) : null;

    /// <summary>Gives each method its part of the symbols.</summary>
    /// <param name="original">The original.</param>
    /// <param name="kept">The locals of the constructor, by their former indices.</param>
    /// <param name="taken">The locals of the original, by their former indices.</param>
    public void Write(MethodDefinition original, Dictionary<int, VariableDefinition> kept, Dictionary<int, VariableDefinition> taken)
    {
        var (source, target) = (_constructor.DebugInformation, original.DebugInformation);
        foreach (var point in _points)
        {
            source.SequencePoints.Remove(point);
            target.SequencePoints.Add(point);
        }

        if (_scope is null)
            return;

        source.Scope = Clip(_scope, 0, _cut, kept, _constructor.Body.Instructions[0]);
        target.Scope = Clip(_scope, _cut, _instructions.Length, taken, original.Body.Instructions[0]);
    }

    /// <summary>Returns the part of a scope and of its inner scopes between two indices, or null if there is none.</summary>
    private ScopeDebugInformation? Clip(Span span, int start, int end, Dictionary<int, VariableDefinition> locals, Instruction first)
    {
        var (from, to) = (Math.Max(span.Start, start), Math.Min(span.End, end));
        if (from >= to)
            return null;

        var scope = span.Scope;
        var clipped = new ScopeDebugInformation(
            span.Start <= start || _moved.Contains(from) ? first : _instructions[from], to == end ? null : _instructions[to])
        {
            Import = scope.Import,
        };
        foreach (var (place, variable) in span.Variables)
        {
            if (locals.TryGetValue(place, out var local))
                clipped.Variables.Add(CopyFor(local, variable));
        }

        // The arguments of the chained call declare no constants, so all constants belong to the rest.
        if (span.End > _cut == end > _cut)
        {
            foreach (var constant in scope.Constants)
                clipped.Constants.Add(constant);
        }

        foreach (var inner in span.Inner)
        {
            if (Clip(inner, start, end, locals, first) is { } part)
                clipped.Scopes.Add(part);
        }

        return clipped;
    }

    private static VariableDebugInformation CopyFor(VariableDefinition local, VariableDebugInformation source)
    {
        var copy = new VariableDebugInformation(local, source.Name) { Attributes = source.Attributes };
        foreach (var information in source.CustomDebugInformations)
            copy.CustomDebugInformations.Add(information);

        return copy;
    }

    /// <summary>A scope with its indices, which are read before any instruction moves.</summary>
    private sealed record Span(ScopeDebugInformation Scope, int Start, int End, (int Place, VariableDebugInformation Variable)[] Variables, Span[] Inner)
    {
        public static Span Of(ScopeDebugInformation scope)
            => new(
                scope,
                scope.Start.Offset,
                scope.End.IsEndOfMethod ? int.MaxValue : scope.End.Offset,
                [.. scope.Variables.Select(variable => (variable.Index, variable))],
                [.. scope.Scopes.Select(Of)]);
    }
}
