using System.Runtime.CompilerServices;

namespace Hotpatch.Routers;

/// <summary>Exceptions that were seen, which this doesn't keep in memory. Thread safe.</summary>
internal sealed class SeenExceptions
{
    private readonly ConditionalWeakTable<Exception, object> _seen = new();

    public bool Contains(Exception exception) => _seen.TryGetValue(exception, out _);

    /// <summary>Adds an exception.</summary>
    /// <returns>Whether it was not there.</returns>
    public bool TryAdd(Exception exception)
    {
        var mine = new object();
        return _seen.GetValue(exception, _ => mine) == mine;
    }
}
