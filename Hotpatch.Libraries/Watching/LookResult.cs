using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Watching;

/// <summary>The result of one look at a folder.</summary>
/// <param name="NextAt">The time at which the next file will have settled; null if none is settling.</param>
/// <param name="Unnoticed">Whether a file has changed without a notice of the system.</param>
/// <param name="FolderExists">Whether the folder exists.</param>
/// <param name="Pending">The jobs that are still running.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LookResult(TimeSpan? NextAt, bool Unnoticed, bool FolderExists, IReadOnlyList<Task> Pending);
