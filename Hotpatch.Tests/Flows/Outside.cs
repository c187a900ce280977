namespace Hotpatch.Tests.Flows;

/// <summary>Runs code outside the current flow.</summary>
internal static class Outside
{
    /// <summary>Runs code outside the current flow, and waits for it.</summary>
    public static T Call<T>(Func<T> code) => Run(() => Task.FromResult(code())).GetAwaiter().GetResult();

    public static Task<T> Run<T>(Func<Task<T>> code)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(code);
    }

    public static Task Run(Func<Task> code)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(code);
    }
}
