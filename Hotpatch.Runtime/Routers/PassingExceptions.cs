namespace Hotpatch.Routers;

/// <summary>
/// The exceptions on their way to a handler on this thread, with who has counted them. Such an exception can pass several calls of a recursion, and
/// is to count once.
/// </summary>
internal static class PassingExceptions
{
    // Weak: an exception holds the library that has thrown it.
    [ThreadStatic]
    private static Passed? _latest;

    /// <summary>Notes an exception for somebody who counts it.</summary>
    /// <returns>False if it was noted before for the same one, and no guarded call has begun since.</returns>
    public static bool TryNote(object counter, Exception exception)
    {
        for (var passed = _latest; passed is not null; passed = passed.Earlier)
        {
            if (passed.Is(counter, exception))
                return false;
        }

        _latest = new Passed(counter, exception, _latest);
        return true;
    }

    /// <summary>Forgets all: a guarded call begins, so that what is thrown from now on is thrown anew.</summary>
    public static void Forget() => _latest = null;

    private sealed class Passed(object counter, Exception exception, Passed? earlier)
    {
        private readonly WeakReference _counter = new(counter);
        private readonly WeakReference _exception = new(exception);

        public Passed? Earlier => earlier;

        public bool Is(object other, Exception otherException) => _counter.Target == other && _exception.Target == otherException;
    }
}
