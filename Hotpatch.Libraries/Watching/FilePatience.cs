namespace Hotpatch.Libraries.Watching;

/// <summary>For how long one file holds up the next: files are taken in the order of their names, but for those that take long.</summary>
/// <param name="first">For how long the first that takes long does; each further one half as long, so that many of them add up to little.</param>
internal sealed class FilePatience(TimeSpan first)
{
    // Shorter, and a file that takes no time at all would not be waited for.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    private TimeSpan _left = first;

    /// <summary>Waits for what is done about a file.</summary>
    /// <returns>Whether it has ended.</returns>
    public bool WaitFor(Task job)
    {
        if (job.Wait(_left))
            return true;

        if (_left > Least)
            _left /= 2;

        return false;
    }
}
