namespace Hotpatch.Libraries.Watching;

/// <summary>What is known when a folder is looked at.</summary>
/// <param name="Now">The time, from anywhere.</param>
/// <param name="Noticed">The names of files that the system has told of since the last look.</param>
/// <param name="Retries">Whether what failed and may be over is tried again.</param>
/// <param name="Targets">How many assemblies the program has loaded.</param>
/// <param name="IsOld">At the first look: whether a file has been as it is for so long already that it need not settle.</param>
internal sealed record Look(TimeSpan Now, IReadOnlySet<string> Noticed, bool Retries, int Targets, Func<FileStamp?, bool>? IsOld = null);
