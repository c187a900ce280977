using Hotpatch.Woven;
#if NET
using System.Runtime.Loader;
#endif

namespace Hotpatch.Gates;

/// <summary>
/// The end of the process: what runs then must not wait for a patch, which may itself wait for the call that has ended the process. Thread safe.
/// </summary>
internal static class ProcessEnd
{
    private static readonly HashSet<Gate> Closed = [];
    private static volatile bool _hasBegun;

#if NET
    // Comes before the subscribers of AppDomain.ProcessExit.
    static ProcessEnd() => AssemblyLoadContext.Default.Unloading += _ => Begin();
#else
    static ProcessEnd() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Begin();
#endif

    /// <summary>Whether gates let everybody in.</summary>
    public static bool HasBegun => _hasBegun;

    /// <summary>Remembers that a gate is about to close.</summary>
    public static void Add(Gate gate)
    {
        lock (Closed)
            Closed.Add(gate);
    }

    /// <summary>Forgets a gate that is open.</summary>
    public static void Remove(Gate gate)
    {
        using (HeldLock.Of(Closed))
            Closed.Remove(gate);
    }

    /// <summary>Lets everybody in.</summary>
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
