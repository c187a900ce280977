namespace Hotpatch.Shadows;

/// <summary>Runs candidates and reports apart from the caller: what they change in the flow ends with them, and they are not shadowed themselves.</summary>
internal static class ShadowContext
{
    private static readonly AsyncLocal<bool> Inside = new();

    [ThreadStatic]
    private static bool _isInside;

    /// <summary>Gets whether a candidate or a report is running, in this flow or, without one, on this thread.</summary>
    public static bool IsInside => _isInside || Inside.Value;

    /// <summary>Runs an action. Its exceptions pass.</summary>
    public static void Run(Action action)
    {
        if (ExecutionContext.Capture() is { } context)
        {
            ExecutionContext.Run(
                context,
                static action =>
                {
                    Inside.Value = true;
                    ((Action)action!)();
                },
                action);
            return;
        }

        // Where the flow is suppressed, it can't be copied.
        var before = _isInside;
        _isInside = true;
        try
        {
            action();
        }
        finally
        {
            _isInside = before;
        }
    }
}
