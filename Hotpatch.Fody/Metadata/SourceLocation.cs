using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Finds the line of a method in the source, for errors about the method.</summary>
internal static class SourceLocation
{
    /// <summary>
    /// Returns the method's first line. Symbols have only the lines of bodies. For an async method or an iterator, the result is the first line of its
    /// body; for a method without a body, the nearest line before it in its type.
    /// </summary>
    public static SequencePoint? Of(MethodDefinition method)
        => First(method) ?? FirstOfStateMachine(method) ?? NearestBefore(method);

    private static SequencePoint? First(MethodDefinition method)
        => method.HasBody ? method.DebugInformation.SequencePoints.FirstOrDefault(point => !point.IsHidden) : null;

    private static SequencePoint? FirstOfStateMachine(MethodDefinition method)
        => StateMachine.MoveNextOf(method) is { } moveNext ? First(moveNext) : null;

    private static SequencePoint? NearestBefore(MethodDefinition method)
    {
        var methods = method.DeclaringType.Methods;
        var place = methods.IndexOf(method);
        return methods.Take(place).Reverse().Concat(methods.Skip(place + 1)).Select(First).FirstOrDefault(point => point is not null);
    }
}
