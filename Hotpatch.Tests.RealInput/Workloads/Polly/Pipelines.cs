using Polly;
using Polly.CircuitBreaker;
using Polly.Fallback;
using Polly.Hedging;
using Polly.Retry;
using Polly.Simmy;
using Polly.Simmy.Behavior;
using Polly.Simmy.Fault;
using Polly.Simmy.Latency;
using Polly.Simmy.Outcomes;
using Polly.Telemetry;
using Polly.Timeout;

namespace Workload;

/// <summary>Pipelines of random strategies around work that randomly fails, tells its troubles and takes its time.</summary>
public sealed class Pipelines
{
    private readonly Output _output;
    private readonly Random _random;
    private List<string> _log = new();
    private bool _isHedged;

    public Pipelines(Output output, int seed)
    {
        _output = output;
        _random = new Random(seed);
    }

    public void Run()
    {
        for (var number = 0; number < 150; number++)
        {
            var time = new FakeTime();
            _log = new();
            _isHedged = (Kind)(number % 3) == Kind.Hedged;
            var pipeline = Build(time, (Kind)(number % 3));
            for (var call = 0; call < 12; call++)
            {
                var context = ResilienceContextPool.Shared.Get($"call {call}");
                _output.Step($"pipeline {number} call {call}", () => time.Finish(pipeline.ExecuteAsync(inner => Work(time, inner), context)));
                ResilienceContextPool.Shared.Return(context);
                time.Advance(TimeSpan.FromMilliseconds(_random.Next(3000)));
            }

            _output.Step($"pipeline {number} log", () => string.Join("; ", _log));
            Untyped(number, time);
        }
    }

    private async ValueTask<int> Work(TimeProvider time, ResilienceContext context)
    {
        var (kind, delay, value) = (_random.Next(10), _random.Next(4000), _random.Next(100));
        _log.Add($"{context.OperationKey} {kind} {value}");

        // A delay that is cancelled goes on on a thread of the pool, and in what order then is open: only hedged calls need it.
        if (kind < 6)
            await Task.Delay(TimeSpan.FromMilliseconds(delay), time, _isHedged ? context.CancellationToken : default);

        context.CancellationToken.ThrowIfCancellationRequested();

        return kind switch
        {
            0 or 7 => throw new InvalidOperationException($"failed {value}"),
            1 => throw new TimeoutException("own"),
            2 => -value,
            _ => value,
        };
    }

    private ResiliencePipeline<int> Build(FakeTime time, Kind kind)
    {
        // Which of the cancelled losers of a hedged call is heard first is open, so those calls are not listened to.
        var builder = new ResiliencePipelineBuilder<int>
        {
            TimeProvider = time,
            Name = "pipeline",
            InstanceName = kind == Kind.Breaking ? "breaking" : null,
            TelemetryListener = kind == Kind.Hedged ? null : new Listener(this),
        };

        if (kind == Kind.Breaking)
            AddBreaker(builder);

        var isTimedOutside = _random.Next(2) == 0;
        if (kind == Kind.Timed && isTimedOutside)
            AddTimeout(builder);

        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            switch (_random.Next(5))
            {
                case 0:
                    AddRetry(builder);
                    break;
                case 1:
                    AddFallback(builder);
                    break;
                case 2:
                    AddChaos(builder);
                    break;
                default:
                    builder.AddPipeline(new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions { Delay = TimeSpan.FromSeconds(1) }).Build());
                    break;
            }
        }

        if (kind == Kind.Timed && !isTimedOutside)
            AddTimeout(builder);

        if (kind == Kind.Hedged)
            builder.AddHedging(Hedging());

        return builder.Build();
    }

    private void AddTimeout(ResiliencePipelineBuilder<int> builder)
        => builder.AddTimeout(new TimeoutStrategyOptions
        {
            Timeout = TimeSpan.FromMilliseconds(500 + _random.Next(4000)),
            TimeoutGenerator = _random.Next(2) == 0 ? null : _ => new ValueTask<TimeSpan>(TimeSpan.FromSeconds(1)),
            OnTimeout = arguments => Log($"timeout {arguments.Timeout}"),
        });

    private void AddRetry(ResiliencePipelineBuilder<int> builder)
        => builder.AddRetry(new RetryStrategyOptions<int>
        {
            Name = "retry",
            MaxRetryAttempts = _random.Next(1, 5),
            BackoffType = (DelayBackoffType)_random.Next(3),
            Delay = TimeSpan.FromMilliseconds(_random.Next(2000)),
            MaxDelay = _random.Next(2) == 0 ? null : TimeSpan.FromSeconds(5),
            UseJitter = false,
            DelayGenerator = _random.Next(3) == 0 ? arguments => new ValueTask<TimeSpan?>(TimeSpan.FromSeconds(arguments.AttemptNumber)) : null,
            ShouldHandle = new PredicateBuilder<int>().Handle<InvalidOperationException>(exception => exception.Message != "failed 7")
                .Handle<TimeoutRejectedException>().HandleInner<TimeoutException>().HandleResult(value => value < 0).HandleResult(0),
            OnRetry = arguments => Log($"retry {arguments.AttemptNumber} after {arguments.RetryDelay} and {arguments.Duration}: {arguments.Outcome}"),
        });

    private void AddFallback(ResiliencePipelineBuilder<int> builder)
        => builder.AddFallback(new FallbackStrategyOptions<int>
        {
            ShouldHandle = arguments => new ValueTask<bool>(arguments.Outcome.Exception is InvalidOperationException || arguments.Outcome.Result < -50),
            FallbackAction = arguments => arguments.Context.OperationKey == "call 5"
                ? Outcome.FromExceptionAsValueTask<int>(new NotSupportedException("no way out"))
                : Outcome.FromResultAsValueTask(1000),
            OnFallback = arguments => Log($"fallback from {arguments.Outcome}"),
        });

    private HedgingStrategyOptions<int> Hedging()
        => new()
        {
            MaxHedgedAttempts = _random.Next(1, 4),
            Delay = TimeSpan.FromSeconds(_random.Next(2) - 1),
            DelayGenerator = _random.Next(3) == 0 ? arguments => new ValueTask<TimeSpan>(TimeSpan.FromSeconds(-arguments.AttemptNumber)) : null,
            ShouldHandle = new PredicateBuilder<int>().Handle<Exception>(exception => exception is not OperationCanceledException),
            ActionGenerator = arguments => arguments.AttemptNumber == 3 ? () => Outcome.FromResultAsValueTask(333) : () => arguments.Callback(arguments.ActionContext),
            OnHedging = arguments => Log($"hedging {arguments.AttemptNumber}"),
        };

    private void AddBreaker(ResiliencePipelineBuilder<int> builder)
        => builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<int>
        {
            FailureRatio = 0.2,
            MinimumThroughput = 2 + _random.Next(3),
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(3),
            BreakDurationGenerator = _random.Next(2) == 0 ? arguments => new ValueTask<TimeSpan>(TimeSpan.FromSeconds(arguments.FailureCount)) : null,
            OnOpened = arguments => Log($"opened {arguments.BreakDuration} {arguments.IsManual} {arguments.Outcome}"),
            OnClosed = arguments => Log($"closed {arguments.IsManual}"),
            OnHalfOpened = _ => Log("half open"),
        });

    private void AddChaos(ResiliencePipelineBuilder<int> builder)
        => builder
            .AddChaosFault(new ChaosFaultStrategyOptions
            {
                InjectionRate = 0.3,
                Randomizer = _random.NextDouble,

                // With one fault only: between several it chooses by a random number of its own.
                FaultGenerator = _random.Next(2) == 0
                    ? new FaultGenerator().AddException<TimeoutException>()
                    : new FaultGenerator().AddException(context => new InvalidOperationException("chaos in " + context.OperationKey), 1),
                OnFaultInjected = arguments => Log($"fault {arguments.Fault.Message}"),
                EnabledGenerator = arguments => new ValueTask<bool>(arguments.Context.OperationKey != "call 3"),
            })
            .AddChaosOutcome(new ChaosOutcomeStrategyOptions<int>
            {
                InjectionRate = 0.2,
                Randomizer = _random.NextDouble,
                OutcomeGenerator = new OutcomeGenerator<int>().AddResult(() => 77, 1),
                OnOutcomeInjected = arguments => Log($"outcome {arguments.Outcome}"),
            })
            .AddChaosLatency(new ChaosLatencyStrategyOptions
            {
                InjectionRateGenerator = _ => new ValueTask<double>(0.5),
                Randomizer = _random.NextDouble,
                Latency = TimeSpan.FromSeconds(1),
                OnLatencyInjected = arguments => Log($"latency {arguments.Latency}"),
            })
            .AddChaosBehavior(new ChaosBehaviorStrategyOptions
            {
                InjectionRate = 0.5,
                Randomizer = _random.NextDouble,
                BehaviorGenerator = _ => Log("behaviour"),
            });

    /// <summary>The forms without a result, and those that do not wait.</summary>
    private void Untyped(int number, FakeTime time)
    {
        var control = new CircuitBreakerManualControl();
        var state = new CircuitBreakerStateProvider();
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, Delay = TimeSpan.Zero, ShouldHandle = new PredicateBuilder().Handle<InvalidOperationException>() })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions { ManualControl = control, StateProvider = state, MinimumThroughput = 3, FailureRatio = 0.9 })
            .Build();
        for (var call = 0; call < 4; call++)
        {
            var fails = _random.Next(2) == 0;
            _output.Step($"untyped {number} {call}", () =>
            {
                pipeline.Execute(_ => fails ? throw new InvalidOperationException("untyped") : _);
                return pipeline.Execute((text, _) => text + state.CircuitState, "done ") + pipeline.Execute(() => call);
            });
            _output.Step($"waiting {number} {call}", () => pipeline.ExecuteAsync(static async (value, _) => value + await Task.FromResult(1), call).AsTask().GetAwaiter().GetResult());
            _output.Step($"outcome {number} {call}", () =>
            {
                var context = ResilienceContextPool.Shared.Get();
                context.Properties.Set(new ResiliencePropertyKey<int>("number"), number);
                var outcome = pipeline.ExecuteOutcomeAsync(
                    (inner, bad) => bad ? Outcome.FromExceptionAsValueTask<int>(new InvalidOperationException("outcome")) : Outcome.FromResultAsValueTask(
                        inner.Properties.GetValue(new ResiliencePropertyKey<int>("number"), -1)), context, fails).AsTask().GetAwaiter().GetResult();
                ResilienceContextPool.Shared.Return(context);
                return outcome;
            });
            if (call == 2)
                control.IsolateAsync().GetAwaiter().GetResult();
        }

        control.CloseAsync().GetAwaiter().GetResult();
        _output.Step($"closed {number}", () => state.CircuitState + pipeline.Execute(_ => " works"));
    }

    private ValueTask Log(string line)
    {
        _log.Add(line);
        return default;
    }

    // Not all in one, nor one timeout in another, nor hedging after a delay: they hand work to the thread pool, where it would race
    // with the timers of the others.
    private enum Kind
    {
        Breaking,
        Hedged,
        Timed,
    }

    private sealed class Listener(Pipelines pipelines) : TelemetryListener
    {
        public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
            => pipelines._log.Add($"{args.Event} from {args.Source} with {args.Outcome}");
    }
}
