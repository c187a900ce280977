namespace Hotpatch.Tests.Support;

/// <summary>A call of a fixture's method that takes an action, on a thread of its own. It runs until it is ended.</summary>
internal sealed class RunningCall : IDisposable
{
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;

    /// <summary>Begins the call, and returns when it is inside the method.</summary>
    public RunningCall(LoadedAssembly fixture, PatchHandle handle)
    {
        using var begun = new ManualResetEventSlim();
        _thread = new Thread(() => Call(fixture, handle, begun)) { IsBackground = true };
        _thread.Start();
        begun.Wait();
    }

    public bool IsRunning => _thread.IsAlive;

    public void End()
    {
        _end.Set();
        _thread.Join();
    }

    public void Dispose()
    {
        End();
        _end.Dispose();
    }

    private void Call(LoadedAssembly fixture, PatchHandle handle, ManualResetEventSlim begun)
        => fixture.Call(handle.Method.DeclaringType!.Name + "." + handle.Method.Name, (Action)(() =>
        {
            begun.Set();
            _end.Wait();
        }));
}
