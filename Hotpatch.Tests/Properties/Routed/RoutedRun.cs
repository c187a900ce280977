using Kind = Hotpatch.Tests.Properties.Routed.RoutedModel.Kind;

namespace Hotpatch.Tests.Properties.Routed;

/// <summary>Runs steps on handles and on the model, and compares each call's answer after each step.</summary>
/// <param name="subjects">The methods.</param>
/// <param name="libraries">Patch libraries that patch all of the methods, each with what its methods are; null for none.</param>
internal sealed class RoutedRun(IReadOnlyList<Subject> subjects, IReadOnlyList<RoutedRun.Library>? libraries = null)
{
    private const int Instances = 2;

    private static readonly int[] Arguments = [1, 20];
    private static readonly string[] Owners = ["a", "b"];

    private readonly RoutedModel _model = new(subjects);
    private readonly List<ExecutionContext?> _flows = [ExecutionContext.Capture()];
    private readonly List<(IDisposable Patch, RoutedModel.Entry[] Entries, int Method)> _patches = [];

    public void Run(IEnumerable<Step> steps)
    {
        try
        {
            foreach (var step in steps)
            {
                In(step.Flow % _flows.Count, () => Do(step, step.Flow % _flows.Count));
                Compare(step);
            }
        }
        finally
        {
            foreach (var (patch, _, _) in _patches)
                End(patch);

            foreach (var subject in subjects)
                subject.Handle.Restore();
        }

        foreach (var subject in subjects)
            Require(subject.Handle.State.Running is null, $"{subject.Handle} after all patches have ended");
    }

    private void Do(Step step, int flow)
    {
        var method = step.Method % subjects.Count;
        var (subject, handle, owner) = (subjects[method], subjects[method].Handle, Owners[step.Number % 2]);
        switch (step.Action)
        {
            case Act.Patch:
                handle.Patch(subject.Replacement(step.Number), new PatchOptions { Owner = owner });
                _model.Add(method, Entry(Kind.Patched));
                break;
            case Act.Open:
                Keep(handle.PatchScoped(subject.Replacement(step.Number), new PatchOptions { Owner = owner }), _model.Add(method, Entry(Kind.Scope)));
                break;
            case Act.OpenGuarded:
                var faults = 1 + (step.Number % 9);
                var guarded = handle.PatchScoped(subject.Faulty(), new PatchOptions { Owner = owner });
                guarded.RollbackOnFault(faults, Timeout.InfiniteTimeSpan, answerWithOriginal: true);
                Keep(guarded, _model.Add(method, new(Kind.Guarded, method, faults, 0, owner)));
                break;
            case Act.Wrap:
                Keep(handle.Wrap(subject.Layer(step.Number), new PatchOptions { Owner = owner }), _model.Add(method, Entry(Kind.Layer)));
                break;
            case Act.Flow:
                Keep(handle.PatchFlow(subject.Replacement(step.Number), owner), _model.AddToFlow(flow, Entry(Kind.FlowPatch)));
                break;
            case Act.WrapFlow:
                Keep(handle.WrapFlow(subject.Layer(step.Number), owner), _model.AddToFlow(flow, Entry(Kind.FlowLayer)));
                break;
            case Act.Fork when _flows.Count < 4:
                _flows.Add(ExecutionContext.Capture());
                _model.Fork(flow);
                break;
            case Act.Instance when subject.HasInstances:
                var instance = step.Flow % Instances;
                Keep(handle.PatchInstance(subject.Instance(instance), subject.Replacement(step.Number), new PatchOptions { Owner = owner }), _model.Add(method, Entry(Kind.Instance, instance)));
                break;
            case Act.When:
                Keep(subject.PatchAbove(step.Flow, step.Number, new PatchOptions { Owner = owner }), _model.Add(method, Entry(Kind.Arguments, step.Flow)));
                break;
            case Act.Canary:
                Keep(handle.Canary(step.Flow % 2, subject.Replacement(step.Number), new PatchOptions { Owner = owner }), _model.Add(method, Entry(Kind.Canary, step.Flow % 2)));
                break;
            case Act.Set:
                var set = new PatchSet(owner);
                foreach (var other in subjects)
                    set.Add(other.Handle, other.Replacement(step.Number));

                set.Apply();
                Keep(set, [.. subjects.Select((_, index) => _model.Add(index, new(Kind.Scope, index, step.Number, 0, owner)))]);
                break;
            case Act.Load when libraries is not null:
                var library = libraries[step.Number % libraries.Count];
                Keep(library.Load(), [.. subjects.Select((_, index) => _model.Add(index, new(library.Kind, index, library.Number, 1, library.Owner)))]);
                break;
            case Act.Restore:
                handle.Restore();
                _model.Restore(method);
                break;
            case Act.RemoveOwner:
                Patchable.RemoveOwner(owner);
                _model.RemoveOwner(owner);
                break;
            case Act.Change or Act.End when _patches.Count > 0:
                Change(step, _patches[step.Number % _patches.Count]);
                break;
        }

        RoutedModel.Entry Entry(Kind kind, int condition = 0) => new(kind, method, step.Number, condition, owner);

        void Keep(IDisposable patch, params RoutedModel.Entry[] entries) => _patches.Add((patch, entries, method));
    }

    private void Change(Step step, (IDisposable Patch, RoutedModel.Entry[] Entries, int Method) patch)
    {
        switch (patch.Patch)
        {
            case PatchCanary canary when step.Action == Act.Change && step.Flow < 2:
                canary.Share = step.Flow;
                patch.Entries[0].Condition = step.Flow;
                break;
            case PatchCanary canary when step.Action == Act.Change:
                canary.Promote();
                _model.Promote(patch.Method, patch.Entries[0]);
                break;
            default:
                End(patch.Patch);
                foreach (var entry in patch.Entries)
                    _model.Remove(entry);

                break;
        }
    }

    private static void End(IDisposable patch)
    {
        if (patch is PatchCanary canary)
            canary.Withdraw();
        else
            patch.Dispose();
    }

    private void Compare(Step step)
    {
        for (var flow = 0; flow < _flows.Count; flow++)
        {
            var number = flow;
            In(flow, () =>
            {
                for (var method = 0; method < subjects.Count; method++)
                    Compare(step, number, method);
            });
        }
    }

    private void Compare(Step step, int flow, int method)
    {
        Require(subjects[method].Handle.IsPatched == _model.IsPatched(method, flow), $"IsPatched of {subjects[method].Handle} in flow {flow} after {step}");
        for (var instance = 0; instance < (subjects[method].HasInstances ? Instances : 1); instance++)
        {
            foreach (var argument in Arguments)
            {
                var (answer, expected) = (subjects[method].Call(instance, argument), _model.Call(method, flow, instance, argument));
                Require(answer == expected, $"{subjects[method].Handle} for {argument} in flow {flow} after {step}: {answer} instead of {expected}");
            }
        }
    }

    /// <summary>Runs code in a flow, which keeps what the code begins.</summary>
    private void In(int flow, Action code)
        => ExecutionContext.Run(
            _flows[flow]!,
            _ =>
            {
                code();
                _flows[flow] = ExecutionContext.Capture();
            },
            state: null);

    private static void Require(bool condition, string complaint)
    {
        if (!condition)
            throw new InvalidOperationException(complaint + " is not as in the model");
    }

    internal enum Act
    {
        Patch,
        Open,
        OpenGuarded,
        Wrap,
        Flow,
        WrapFlow,
        Fork,
        Instance,
        When,
        Canary,
        Change,
        Set,
        End,
        Restore,
        RemoveOwner,
        Load,
    }

    /// <summary>A patch library.</summary>
    /// <param name="Load">Loads it once more.</param>
    /// <param name="Kind">What each of its methods is.</param>
    /// <param name="Number">The answer, or the number of the layer.</param>
    /// <param name="Owner">The owner that its attributes name.</param>
    internal sealed record Library(Func<IDisposable> Load, RoutedModel.Kind Kind, int Number, string Owner);

    /// <summary>What the numbers mean depends on the action.</summary>
    internal sealed record Step(Act Action, int Method, int Flow, int Number);
}
