using System.Reflection;

namespace Hotpatch.Benchmarks.Peers;

/// <summary>The patches that a library has laid on its method. A patch without effect is an error, since its calls would be those of the plain method.</summary>
internal sealed class PeerPatches : IDisposable
{
    private const int Sum = 5;
    private const int Difference = 1;

    private readonly Stack<IDisposable> _laid = [];
    private readonly MethodInfo _target;
    private readonly string _name;

    private PeerPatches(string name)
    {
        _name = name;
        _target = PeerMethods.Of(name);
    }

    /// <summary>Replaces the method of a library.</summary>
    public static PeerPatches Replace(string name, IPeer peer) => Lay(name, peer.Replace, 1, Difference);

    /// <summary>Lays layers around the method of a library.</summary>
    public static PeerPatches Wrap(string name, IPeer peer, int layers) => Lay(name, peer.Wrap, layers, Sum + layers);

    public void Dispose()
    {
        Undo();
        Expect(Sum, "undoing its patches");
    }

    private static PeerPatches Lay(string name, Func<MethodInfo, IDisposable> patch, int times, int expected)
    {
        var patches = new PeerPatches(name);
        try
        {
            for (var time = 0; time < times; time++)
                patches._laid.Push(patch(patches._target));

            patches.Expect(expected, "patching");
            return patches;
        }
        catch
        {
            patches.Undo();
            throw;
        }
    }

    private void Undo()
    {
        while (_laid.TryPop(out var patch))
            patch.Dispose();
    }

    private void Expect(int expected, string deed)
    {
        var found = _target.CreateDelegate<Func<int, int, int>>()(3, 2);
        if (found != expected)
            throw new InvalidOperationException($"{_name}: after {deed}, {expected} was expected of {_target.Name}(3, 2), and {found} was found. The benchmark gives no figure.");
    }
}
