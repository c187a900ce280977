using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Describes who calls.</summary>
internal static class CallerText
{
    private const int MostFrames = 20;

    /// <summary>Returns the frames of this thread from the caller of the patchable method on, one a line.</summary>
    public static string OfThisThread()
    {
        // Above the caller are this method, the observer and the router; then the method's own stub.
        var frames = new StackTrace(fNeedFileInfo: true).GetFrames();
        var own = Array.FindLastIndex(frames, frame => NamespaceOf(frame) is { } space && IsOfHotpatch(space));
        return string.Join(
            '\n',
            frames.Skip(own + 2).Take(MostFrames).Select(frame => new StackTrace(frame).ToString().Trim()));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A frame whose method was removed is one of others.")]
    private static string? NamespaceOf(StackFrame frame) => frame.GetMethod()?.DeclaringType?.Namespace;

    private static bool IsOfHotpatch(string space)
        => space is "Hotpatch.Observers" or "Hotpatch.Routers" or "Hotpatch.Woven" or "Hotpatch.Hosting.Control.Commands";
}
