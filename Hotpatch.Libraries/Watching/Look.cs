namespace Hotpatch.Libraries.Watching;

/// <summary>The input of one look at a folder.</summary>
/// <param name="Now">The current time, since any fixed point.</param>
/// <param name="Noticed">The names of files with notices of the system since the last look.</param>
/// <param name="Retries">Whether files are retried whose failure may have passed.</param>
/// <param name="Targets">The number of assemblies that the program has loaded so far.</param>
/// <param name="IsOld">For the first look: returns whether a file was written so long ago that it need not settle.</param>
internal sealed record Look(TimeSpan Now, IReadOnlySet<string> Noticed, bool Retries, int Targets, Func<FileStamp?, bool>? IsOld = null);
