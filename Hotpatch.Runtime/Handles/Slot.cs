namespace Hotpatch.Handles;

/// <summary>The generated static delegate field of one patchable method, as its handle sees it.</summary>
internal abstract class Slot
{
    /// <summary>Writes the field; callers hold the handle's lock.</summary>
    public abstract void Store(Delegate? replacement);
}
