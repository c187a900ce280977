using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Handles;

/// <summary>A change of all instantiations of a generic method, including later ones. It can be undone and reversed.</summary>
internal sealed class GenericChange : IMemberChange
{
    private readonly GenericPatchHandle _generic;
    private readonly FactoryEntry? _begun;
    private readonly bool _isPatch;
    private readonly Dictionary<GenericInstantiation, StackEntry?> _given = [];
    private readonly Dictionary<GenericInstantiation, StackEntry?> _goneFrom = [];
    private FactoryEntry? _ended;
    private GenericState? _before;
    private GenericState? _after;
    private readonly GenericChange? _reversed;
    private List<(GenericInstantiation Instantiation, IMemberChange Change)> _parts = [];
    private bool _isMade;
    private bool _isUnsettled;

    /// <param name="generic">The handle.</param>
    /// <param name="ended">The factory to remove, if it is still there; null for none.</param>
    /// <param name="begun">The factory to add; null for none.</param>
    public GenericChange(GenericPatchHandle generic, FactoryEntry? ended, FactoryEntry? begun) => (_generic, _ended, _begun) = (generic, ended, begun);

    private GenericChange(GenericPatchHandle generic, FactoryEntry? begun) => (_generic, _begun, _isPatch) = (generic, begun, true);

    private GenericChange(GenericChange reversed)
    {
        (_generic, _ended, _begun, _isPatch, _reversed) = (reversed._generic, reversed._begun, reversed._ended, reversed._isPatch, reversed);

        // Entries that the change removed come back as they were. The factory is only called for instantiations that came into use since.
        foreach (var gone in reversed._goneFrom)
            _given.Add(gone.Key, gone.Value);
    }

    public IEnumerable<string> Names => new[] { _generic.Name };

    public Gate? Gate => _generic.Gate;

    public Transition? CreateTransition() => Gate is { } gate ? new Transition(new[] { gate }, this) : null;

    public IEnumerable<ChangeLock> Locks => _parts.SelectMany(part => part.Change.Locks).Prepend(_generic.Lock);

    /// <summary>
    /// Creates the change that the public <c>Patch</c> and <c>Restore</c> make: <paramref name="begun"/> replaces the factory that an earlier
    /// <c>Patch</c> set.
    /// </summary>
    public static GenericChange OfPatch(GenericPatchHandle generic, FactoryEntry? begun) => new(generic, begun);

    public void Prepare() => Prepare(new ExpectedStates());

    public void Prepare(ExpectedStates expected)
    {
        // An instantiation refuses too, but perhaps none is in use yet.
        if (_begun is not null && _reversed is null && _generic.IsReplacedByHotReload)
            throw new PatchException(HotReload.Message(_generic.Name));

        _before = expected[_generic];
        if (_isPatch && _reversed is null)
            _ended = _before.SetByPatch;

        expected[_generic] = _after = _reversed is null ? _before.Exchange(_ended, _begun, _isPatch) : _before.PutBack(_begun, _ended, _isPatch);
        var parts = new List<(GenericInstantiation, IMemberChange)>();
        foreach (var (instantiation, ended) in _generic.GivenBy(_ended))
        {
            // The factory runs without a lock, so instantiations can come into use meanwhile. Make notices that, and asks for another attempt.
            if (!_given.TryGetValue(instantiation, out var begun))
                _given.Add(instantiation, begun = _begun?.MakeFor(instantiation));

            var change = _reversed?.ReverseOf(instantiation) ?? new HandleChange(instantiation.Handle, StackEdit.Exchange(new[] { (ended, begun) }));
            change.Prepare(expected);
            parts.Add((instantiation, change));
        }

        _parts = parts;
    }

    public void Make()
        => ChangeLock.WhileHolding(Locks, () =>
        {
            if (_generic.State != _before || _generic.Instantiations.Count != _parts.Count)
                throw new StaleChangeException();

            var made = 0;
            try
            {
                for (; made < _parts.Count; made++)
                    _parts[made].Change.Make();
            }
            catch
            {
                while (made > 0)
                    _parts[--made].Change.Undo();

                throw;
            }

            foreach (var (instantiation, _) in _parts)
            {
                _goneFrom[instantiation] = instantiation.Of(_ended);
                instantiation.Exchange(_ended, _begun, _given[instantiation]);
            }

            _generic.Commit(_after!);
            _isMade = true;
        });

    public void Undo()
    {
        if (!_isMade)
            return;

        _isMade = false;
        _isUnsettled = true;
        using (HeldLock.Of(_generic.Lock))
        {
            _generic.Commit(_generic.State == _after ? _before! : _generic.State.PutBack(_ended, _begun, _isPatch));
            foreach (var (instantiation, _) in _parts)
                instantiation.Exchange(_begun, _ended, _goneFrom[instantiation]);
        }

        for (var i = _parts.Count - 1; i >= 0; i--)
            _parts[i].Change.Undo();
    }

    public void Settle()
    {
        foreach (var (_, change) in _parts)
            change.Settle();

        if (!_isUnsettled)
            return;

        // Instantiations that came into use since the change was made have entries of the factory that is undone now.
        _isUnsettled = false;
        _generic.SettleAll();
    }

    public IMemberChange Reverse() => new GenericChange(this);

    public void Tell() => Telling.Tell(_parts.Select(part => part.Change));

    private IMemberChange? ReverseOf(GenericInstantiation instantiation)
        => _parts.Find(part => part.Instantiation == instantiation) is { Change: { } change } ? change.Reverse() : null;
}
