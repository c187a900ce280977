using Hotpatch.Gates;

namespace Hotpatch.Tests.Gates;

/// <summary>Changes nothing: for a transition alone.</summary>
internal sealed class NoOne : IChange
{
    public IEnumerable<string> Names => ["nothing"];

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
