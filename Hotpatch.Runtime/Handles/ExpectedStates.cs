namespace Hotpatch.Handles;

/// <summary>
/// The states that handles will have after the parts of a change that are prepared so far. Several parts can change the same handle.
/// </summary>
internal sealed class ExpectedStates
{
    private readonly Dictionary<PatchHandle, HandleState> _states = [];
    private readonly Dictionary<GenericPatchHandle, GenericState> _genericStates = [];

    public HandleState this[PatchHandle handle]
    {
        get => _states.TryGetValue(handle, out var state) ? state : handle.State;
        set => _states[handle] = value;
    }

    public GenericState this[GenericPatchHandle generic]
    {
        get => _genericStates.TryGetValue(generic, out var state) ? state : generic.State;
        set => _genericStates[generic] = value;
    }
}
