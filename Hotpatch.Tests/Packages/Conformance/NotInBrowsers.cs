using Hotpatch;

/// <summary>The checks that a browser has no place for, each with the reason. All others run there too.</summary>
internal static class NotInBrowsers
{
    public static void Check(Action<string, int, int> expect)
    {
        CheckImport(expect);
        CheckCallback(expect);
    }

    /// <summary>A browser has one thread: to block it would keep the call from ending that the patch waits for.</summary>
    public static async Task Apply(PatchSet patches)
    {
        if (OperatingSystem.IsBrowser())
            await patches.ApplyAsync(TimeSpan.FromSeconds(60));
        else
            patches.Apply(TimeSpan.FromSeconds(60));
    }

    // A browser has no processes, and a page no native library but the runtime's own.
    private static void CheckImport(Action<string, int, int> expect)
    {
        var id = Patchable.For(Parser.ProcessId);
        id.Patch(() => -id.Original());
        expect("import", -Environment.ProcessId, Parser.ProcessId());
    }

    private static unsafe void CheckCallback(Action<string, int, int> expect)
    {
        delegate* unmanaged<int, int> callback = &Parser.Callback;
        var handle = Patchable.For<Func<int, int>>(typeof(Parser), nameof(Parser.Callback));
        expect("callback", 8, callback(4));
        handle.Patch(value => handle.Original(value + 1) * 10);
        expect("callback, patched", 100, callback(4));
        handle.Patch(Negative);
        expect("callback, patched by a static method", -4, callback(4));
        handle.Restore();
        expect("callback, restored", 8, callback(4));
    }

    private static int Negative(int value) => -value;
}
