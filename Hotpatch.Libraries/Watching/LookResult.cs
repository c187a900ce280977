using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Watching;

/// <summary>What came of a look at a folder.</summary>
/// <param name="NextAt">When the first of the files that have to settle yet will have; null where there is none.</param>
/// <param name="Unnoticed">Whether something has changed that the system has not told of.</param>
/// <param name="FolderExists">Whether the folder is there.</param>
/// <param name="Pending">What is being done about files that take long.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LookResult(TimeSpan? NextAt, bool Unnoticed, bool FolderExists, IReadOnlyList<Task> Pending);
