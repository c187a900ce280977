using Hotpatch.Routers;

namespace Hotpatch.Tests.Support;

/// <summary>All that looks at the calls of one method at once, and none of which may change anything.</summary>
internal sealed class Looks(PatchHandle handle)
{
    private readonly CallShape _shape = new(handle.DelegateType, handle.Method);
    private readonly List<ObservedCall> _seen = [];
    private int _begun;
    private int _counted;
    private int _intercepted;
    private CallMetrics? _metrics;
    private CallRecording? _recording;
    private CallObservation[] _observations = [];

    /// <summary>The arguments of the first call, with the instance, without those that can't be objects.</summary>
    public IEnumerable<object?> Arguments
    {
        get
        {
            lock (_seen)
            {
                var all = _shape.HasInstance ? _seen[0].Arguments.Prepend(_seen[0].Instance) : _seen[0].Arguments;
                return [.. all.Where((_, place) => IsPassed(place))];
            }
        }
    }

    public bool IsPassed(int place) => Array.IndexOf(_shape.PassedPlaces, place) >= 0;

    public IDisposable Begin()
    {
        _observations =
        [
            handle.Observe(call => _counted++, ObserveOptions.CountOnly),
            handle.Observe(Add, new ObserveOptions { OnBegun = call => _begun++ }),
        ];
        _metrics = handle.Measure(timedCalls: 1);
        _recording = handle.Record(3);
        if (_shape.NotAnObject is null)
        {
            handle.Intercept(call =>
            {
                _intercepted++;
                call.Proceed();
            });
            if (_shape.Task is not null)
            {
                handle.Intercept(async call =>
                {
                    _intercepted++;
                    await call.ProceedAsync();
                });
            }
        }
        else
        {
            Assert.That(() => handle.Intercept(call => call.Proceed()), Throws.TypeOf<PatchException>().With.Message.Contains("Use Wrap"));
        }

        return new Ending(this);
    }

    /// <summary>Waits until all have seen the end of the calls: a thread that blocks on a task can go on before its continuations run.</summary>
    public void Settle()
        => SpinWait.SpinUntil(
            () =>
            {
                lock (_seen)
                    return _metrics!.InFlight == 0 && _seen.Count == _metrics.Calls && _counted == _metrics.Calls && _recording!.Count == _metrics.Calls;
            },
            TimeSpan.FromSeconds(30));

    /// <summary>Fails unless all have seen the same calls, some that returned and, if the body throws, some that did not.</summary>
    public void Check(bool bodyThrows)
    {
        Assert.That(_observations.Select(observation => (observation.Failures, observation.LastFailure)), Is.All.EqualTo((0L, (Exception?)null)));
        Assert.That(_counted, Is.GreaterThan(0));
        Assert.That(new long[] { _begun, _seen.Count, _metrics!.Calls, _metrics.Durations.Count, _recording!.Count }, Is.All.EqualTo(_counted));
        Assert.That(_metrics.InFlight, Is.Zero);
        Assert.That(_intercepted, Is.EqualTo(_shape.NotAnObject is not null ? 0 : _shape.Task is null ? _counted : _counted * 2));
        Assert.That(_seen.Count(call => call.Exception is not null), Is.EqualTo(_metrics.Faults));
        Assert.That(_seen.All(call => call.WasPatched == (_shape.NotAnObject is null) && call.ThreadId > 0 && call.Duration >= TimeSpan.Zero));
        if (!bodyThrows)
            Assert.That(_metrics.Faults, Is.Zero);
    }

    private void Add(ObservedCall call)
    {
        _ = (call.Result, call.Instance, call.StartTime);
        lock (_seen)
            _seen.Add(call);
    }

    private sealed class Ending(Looks looks) : IDisposable
    {
        public void Dispose()
        {
            foreach (var observation in looks._observations)
                observation.Dispose();

            looks._metrics!.Dispose();
            looks._recording!.Dispose();
            handleOf(looks).Restore();

            static PatchHandle handleOf(Looks looks) => looks._metrics!.Handle;
        }
    }
}
