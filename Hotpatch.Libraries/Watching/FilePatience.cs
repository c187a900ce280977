namespace Hotpatch.Libraries.Watching;

/// <summary>Limits how long one file holds up the next. Files are taken in the order of their names, but one that takes long is overtaken.</summary>
/// <param name="first">The wait for the first file that takes long. Each further one gets half of it, so that many of them add up to little.</param>
internal sealed class FilePatience(TimeSpan first)
{
    // With a shorter wait, a file that takes almost no time would be overtaken too.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    private TimeSpan _left = first;

    /// <summary>Waits for the job of a file, up to the current limit.</summary>
    /// <returns>Whether the job has ended.</returns>
    public bool WaitFor(Task job)
    {
        if (job.Wait(_left))
            return true;

        if (_left > Least)
            _left /= 2;

        return false;
    }
}
