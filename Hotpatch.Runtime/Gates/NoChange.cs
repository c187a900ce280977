namespace Hotpatch.Gates;

/// <summary>Changes nothing: for who only waits.</summary>
internal sealed class NoChange(PatchHandle handle) : IChange
{
    public IEnumerable<string> Names => [handle.Name];

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
