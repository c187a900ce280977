namespace Hotpatch.Gates;

/// <summary>Changes nothing: for who only waits.</summary>
internal sealed class NoChange(string name) : IChange
{
    public IEnumerable<string> Names => [name];

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
