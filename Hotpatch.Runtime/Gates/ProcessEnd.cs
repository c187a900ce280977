using Hotpatch.Woven;
#if NET
using System.Runtime.Loader;
#endif

namespace Hotpatch.Gates;

/// <summary>Lets calls through closed gates when the process ends. Thread safe.</summary>
/// <remarks>
/// Code that runs at the end of the process must not wait for a patch: the patch may wait for the call that ended the process, which would be a
/// deadlock.
/// </remarks>
internal static class ProcessEnd
{
    private static readonly HashSet<Gate> Closed = [];
    private static volatile bool _hasBegun;

#if NET
    // This event is raised before AppDomain.ProcessExit, so subscribers of that already find the gates open.
    static ProcessEnd() => AssemblyLoadContext.Default.Unloading += _ => Begin();
#else
    static ProcessEnd() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Begin();
#endif

    /// <summary>Gets whether the process is ending, so that closed gates let all calls in.</summary>
    public static bool HasBegun => _hasBegun;

    /// <summary>Adds a gate that is about to close.</summary>
    public static void Add(Gate gate)
    {
        lock (Closed)
            Closed.Add(gate);
    }

    /// <summary>Removes a gate that is open again.</summary>
    public static void Remove(Gate gate)
    {
        using (HeldLock.Of(Closed))
            Closed.Remove(gate);
    }

    /// <summary>Lets all waiting calls in, and all later ones.</summary>
    public static void Begin()
    {
        _hasBegun = true;
        Gate[] closed;
        lock (Closed)
            closed = [.. Closed];

        foreach (var gate in closed)
            gate.LetIn(_ => true);
    }
}
