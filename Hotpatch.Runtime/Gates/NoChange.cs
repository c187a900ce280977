namespace Hotpatch.Gates;

/// <summary>A change that changes nothing, for a caller that only waits for running calls.</summary>
/// <param name="name">The name of the method, for messages.</param>
internal sealed class NoChange(string name) : IChange
{
    public IEnumerable<string> Names => new[] { name };

    public void Make()
    {
    }

    public void Undo()
    {
    }

    public void Settle()
    {
    }
}
