namespace Hotpatch.Tests.Properties.Routed;

/// <summary>What each call of each method must answer: plain lists, without routers, states or locks.</summary>
internal sealed class RoutedModel(IReadOnlyList<Subject> subjects)
{
    private readonly List<Entry>[] _entries = [.. subjects.Select(_ => new List<Entry>())];
    private readonly List<List<Entry>> _flows = [[]];

    public int Flows => _flows.Count;

    /// <summary>Adds an entry. The newest of a kind comes first.</summary>
    public Entry Add(int method, Entry entry)
    {
        if (entry.Kind == Kind.Patched)
            _entries[method].RemoveAll(other => other.Kind == Kind.Patched);

        _entries[method].Insert(0, entry);
        return entry;
    }

    /// <summary>Adds an entry to a flow.</summary>
    public Entry AddToFlow(int flow, Entry entry)
    {
        _flows[flow].Insert(0, entry);
        return entry;
    }

    public void Remove(Entry entry)
    {
        foreach (var entries in _entries.Concat(_flows))
            entries.Remove(entry);
    }

    /// <summary>Turns a canary into a replacement, if it is still there and is none yet.</summary>
    public void Promote(int method, Entry canary)
    {
        if (canary.Kind != Kind.Canary || !_entries[method].Remove(canary))
            return;

        canary.Kind = Kind.Scope;
        _entries[method].Insert(0, canary);
    }

    public void Restore(int method) => _entries[method].Clear();

    public void RemoveOwner(string owner)
    {
        foreach (var entries in _entries.Concat(_flows))
            entries.RemoveAll(entry => entry.Owner == owner);
    }

    /// <summary>Begins a flow that has the patches of another one.</summary>
    public void Fork(int flow) => _flows.Add([.. _flows[flow]]);

    public bool IsPatched(int method, int flow) => _entries[method].Count > 0 || _flows[flow].Exists(entry => entry.Method == method);

    /// <summary>Returns the answer of a call.</summary>
    public long Call(int method, int flow, int instance, int argument)
    {
        var layers = _entries[method].Where(entry => entry.Kind == Kind.Layer).Reverse().ToArray();
        var answer = Flow(method, _flows[flow].Where(entry => entry.Method == method).GetEnumerator(), instance, argument);
        return layers.Aggregate(answer, (below, layer) => Subject.Over(below, layer.Number));
    }

    private long Flow(int method, IEnumerator<Entry> flow, int instance, int argument)
        => !flow.MoveNext() ? Instance(method, instance, argument)
            : flow.Current is { Kind: Kind.FlowLayer, Number: var number } ? Subject.Over(Flow(method, flow, instance, argument), number)
            : flow.Current.Number;

    private long Instance(int method, int instance, int argument)
    {
        var entries = _entries[method];
        if ((entries.Find(entry => entry.Kind == Kind.Instance && entry.Condition == instance)
            ?? entries.Find(entry => entry.Kind == Kind.Arguments && argument > entry.Condition)
            ?? entries.Find(entry => entry.Kind == Kind.Canary && entry.Condition == 1)
            ?? entries.Find(entry => entry.Kind is Kind.Patched or Kind.Scope or Kind.Guarded)) is not { } found)
        {
            return subjects[method].Original(argument);
        }

        if (found.Kind != Kind.Guarded)
            return found.Number;

        // It throws, the original answers, and the last of its faults removes it.
        if (--found.Number == 0)
            entries.Remove(found);

        return subjects[method].Original(argument);
    }

    internal enum Kind
    {
        Patched,
        Scope,
        Guarded,
        Layer,
        FlowPatch,
        FlowLayer,
        Instance,
        Arguments,
        Canary,
    }

    /// <summary>A patch.</summary>
    internal sealed class Entry(Kind kind, int method, int number, int condition, string owner)
    {
        public Kind Kind { get; set; } = kind;

        public int Method => method;

        /// <summary>Gets or sets the answer, the number of the layer, or how many faults are left.</summary>
        public int Number { get; set; } = number;

        /// <summary>Gets or sets the instance, the threshold, or the share.</summary>
        public int Condition { get; set; } = condition;

        public string Owner => owner;
    }
}
