using System.Diagnostics.CodeAnalysis;
using Hotpatch.Hosting.Control.Protocol;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Describes methods for the client.</summary>
internal static class Describing
{
    public static MethodDescription Of(PatchHandle handle)
        => new(
            handle.Name,
            handle.Method.Module.Assembly.GetName().Name ?? string.Empty,
            handle.Consistency.ToString(),
            [.. handle.Describe().Entries.Select(Of)]);

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An assembly without a file has no path to show.")]
    public static MethodDetails DetailsOf(PatchHandle handle)
        => new(
            Of(handle),
            handle.HasOriginal,
            handle.InFlight,
            handle.Method.Module.Assembly.Location is { Length: > 0 } path ? path : null,
            handle.IsReplacedByHotReload,
            MethodCode.Of(handle),
            [.. handle.Method.GetParameters().Select(parameter => parameter.Name ?? string.Empty)],
            PatchSignatureText.Of(handle));

    private static EntryDescription Of(PatchEntryDescription entry)
        => new(entry.Kind.ToString(), entry.Owner, entry.Target, entry.Since, entry.Calls, entry.Runs, entry.Share);
}
