namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Lets the commands of all clients that change libraries run one after the other. Thread safe.</summary>
internal static class Turns
{
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>Waits for the commands that have begun before.</summary>
    /// <returns>The turn; dispose it to end it.</returns>
    public static async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Taken();
    }

    private sealed class Taken : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                Turn.Release();
        }
    }
}
