using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Where a method stands in the source, for errors about it.</summary>
internal static class SourceLocation
{
    /// <summary>
    /// The method's first line. Symbols tell the lines of bodies only, so that for an async method or an iterator it is the first line
    /// of the body, and for a method without a body the nearest line before it in its type.
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
