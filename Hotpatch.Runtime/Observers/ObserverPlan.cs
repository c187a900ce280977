using Hotpatch.Routers;
using Hotpatch.Woven;

namespace Hotpatch.Observers;

/// <summary>Tells one observer of the calls of one delegate.</summary>
internal sealed class ObserverPlan : RouterPlan
{
    // Calls that an observer makes are not observed: they could go on without end.
    [ThreadStatic]
    private static bool _isTelling;

    private readonly CallObservation _observation;
    private readonly CallSampler _sampler;
    private readonly ObserveOptions _options;
    private readonly Action<ObservedCall> _onEnded;
    private readonly Delegate _below;
    private readonly bool _hasRecord;

    public ObserverPlan(CallObservation observation, CallShape shape, ObserveOptions options, CallSampler sampler, Action<ObservedCall> onEnded, Delegate below)
    {
        (_observation, Shape, _options, _sampler, _onEnded, _below) = (observation, shape, options, sampler, onEnded, below);
        _hasRecord = options.Parts != ObservedParts.None || options.OnBegun is not null || options.OnReturned is not null;
    }

    public override bool OnlyPicks => false;

    public override bool WatchesTasks => true;

    public override bool WantsResult => Has(ObservedParts.Result);

    public override bool TakesFrames => Has(ObservedParts.Arguments) || Has(ObservedParts.Result);

    public override CallShape Shape { get; }

    public PatchHandle Handle => _observation.Handle;

    public ObservedParts Parts => _options.Parts;

    /// <summary>Gets whether calls of the current flow run something else than the original.</summary>
    public bool IsPatched => RunsOther(_below, Handle.Original);

    public override bool RunsOther(Delegate original) => RunsOther(_below, original);

    public override Delegate Pick(object? self) => _below;

    public override Delegate? PickUntaken() => IsPicked() ? null : _below;

    public override void Take(CallFrame frame)
    {
        var call = new RoutedCall { Plan = this };
        var record = Begin(ref call, frame);
        if (_options.OnBegun is { } onBegun)
            Tell(onBegun, new ObservedCall(this, record, exception: null));

        try
        {
            frame.Run(_below);
        }
        catch (Exception exception) when (Router.Fault(exception, ref call))
        {
            throw;
        }

        frame.End(ref call);
    }

    public override Delegate? Begin(ref RoutedCall call, object? self)
    {
        if (call.State is not null || !IsPicked())
            return _below;

        call.Plan = this;
        return _hasRecord ? BeginRecord(ref call) : _below;
    }

    public override bool Run(ref RoutedCall call)
    {
        Tell(_options.OnBegun!, new ObservedCall(this, (CallRecord)call.State!, exception: null));
        return true;
    }

    public override bool Fault(ref RoutedCall call, Exception exception)
    {
        var record = (CallRecord?)call.State;
        record?.EndTime();
        Tell(_onEnded, new ObservedCall(this, record, exception));
        return false;
    }

    public override void Returned(ref RoutedCall call)
    {
        if (_options.OnReturned is { } onReturned)
            Tell(onReturned, new ObservedCall(this, (CallRecord?)call.State, exception: null));
    }

    public override void End(ref RoutedCall call, object? result)
    {
        var record = (CallRecord?)call.State;
        record?.End(result, isTyped: call.Frame is null && record.Frame is { IsTask: false });
        Tell(_onEnded, new ObservedCall(this, record, exception: null));
    }

    public override void EndTask(ref RoutedCall call, Task task, TaskKind kind)
    {
        // Without parts, a record is made for a failed task only.
        var record = (CallRecord?)call.State ?? (task.Status == TaskStatus.RanToCompletion ? null : new CallRecord(IsPatched));
        record?.End(task, kind);
        Tell(_onEnded, new ObservedCall(this, record, exception: null));
    }

    private bool Has(ObservedParts part) => (_options.Parts & part) != ObservedParts.None;

    private bool IsPicked() => !_isTelling && (_sampler.PicksAll || _sampler.Picks());

    private CallRecord Begin(ref RoutedCall call, CallFrame? frame)
    {
        var record = new CallRecord(IsPatched) { Frame = frame };
        call.State = record;
        if (Has(ObservedParts.Time))
            record.Begin();

        return record;
    }

    private Delegate? BeginRecord(ref RoutedCall call)
    {
        var record = Begin(ref call, frame: null);
        if (Has(ObservedParts.Arguments))
        {
            var passed = call.Frame = ArgumentFrame.Of(Shape);
            record.Frame = new BoxedFrame(this, passed.Values);
        }

        if (_options.OnBegun is not { } onBegun)
            return _below;

        // The router passes the arguments before it runs a call that has no target.
        if (call.IsPassing && Shape.ResultCanBeObject)
            return null;

        Tell(onBegun, new ObservedCall(this, record, exception: null));
        return _below;
    }

    private void Tell(Action<ObservedCall> observer, ObservedCall call)
    {
        if (_observation.IsDisposed)
            return;

        // One look-up of the thread's memory.
        ref var isTelling = ref _isTelling;
        var wasTelling = isTelling;
        isTelling = true;
        try
        {
            observer(call);
        }
#pragma warning disable CA1031 // An observer changes nothing: its exceptions are counted.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _observation.Fail(exception);
        }
        finally
        {
            isTelling = wasTelling;
        }
    }
}
