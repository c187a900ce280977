using Polly;
using Polly.Bulkhead;
using Polly.Caching;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Utilities;
using Polly.Wrap;

namespace Workload;

/// <summary>The policies that were before pipelines: with and without results, waiting and not.</summary>
public sealed class Policies
{
    private readonly Output _output;
    private readonly Random _random;
    private readonly List<string> _log = new();
    private DateTimeOffset _now = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Policies(Output output, int seed)
    {
        _output = output;
        _random = new Random(seed);
    }

    public void Run()
    {
        SystemClock.UtcNow = () => _now.UtcDateTime;
        SystemClock.DateTimeOffsetUtcNow = () => _now;
        SystemClock.Sleep = (span, _) => _now += span;
        SystemClock.SleepAsync = (span, _) =>
        {
            _now += span;
            return Task.CompletedTask;
        };
        try
        {
            foreach (var (name, policy) in Sync())
                Calls(name, () => policy.Execute((context, _) => Work(context), new Context(name), CancellationToken.None).ToString(CultureInfo.InvariantCulture));

            foreach (var (name, policy) in Typed())
                Calls(name, () => policy.Execute((context, _) => Work(context), new Context(name), CancellationToken.None) + " " + Text(policy.ExecuteAndCapture(() => Work(new Context(name)))));

            foreach (var (name, policy) in Async())
                Calls(name, () => policy.ExecuteAsync(async (context, _) => await Task.FromResult(Work(context)), new Context(name), CancellationToken.None).GetAwaiter().GetResult() + "");

            foreach (var (name, policy) in TypedAsync())
            {
                Calls(name, () => policy.ExecuteAsync(async (context, _) => await Task.FromResult(Work(context)), new Context(name), CancellationToken.None).GetAwaiter().GetResult()
                    + " " + Text(policy.ExecuteAndCaptureAsync(async () => await Task.FromResult(Work(new Context(name)))).GetAwaiter().GetResult()));
            }
        }
        finally
        {
            SystemClock.Reset();
        }

        _output.Step("log", () => string.Join("; ", _log));
    }

    private static string Text(PolicyResult<int> result) => $"{result.Outcome} {result.Result} {result.FaultType} {result.ExceptionType} {result.FinalException?.Message}";

    private void Calls(string name, Func<string> call)
    {
        for (var number = 0; number < 20; number++)
        {
            _output.Step($"{name} {number}", call);
            _now += TimeSpan.FromMilliseconds(_random.Next(2000));
        }
    }

    private int Work(Context context)
    {
        var (kind, value) = (_random.Next(6), _random.Next(50));
        _log.Add($"{context.OperationKey} {kind}");
        return kind switch
        {
            0 => throw new InvalidOperationException("bad"),
            1 => throw new AggregateException(new TimeoutException("inner")),
            2 => -value,
            _ => value,
        };
    }

    private static PolicyBuilder Handled() => Policy.Handle<InvalidOperationException>().OrInner<TimeoutException>().Or<ArgumentException>(exception => exception.ParamName is null);

    private static PolicyBuilder<int> TypedHandled() => Handled().OrResult<int>(value => value < 0).OrResult(13);

    private Dictionary<string, Policy> Sync() => new()
    {
        ["retry"] = Handled().Retry(2, (exception, count, context) => _log.Add($"{count} {exception.Message}")),
        ["wait and retry"] = Handled().WaitAndRetry(3, count => TimeSpan.FromSeconds(count), (exception, span, count, context) => _log.Add($"{span} {count}")),
        ["wait and retry list"] = Handled().WaitAndRetry(new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2) }),
        ["retry forever"] = Handled().RetryForever((Exception _, int count) => _log.Add($"forever {count}")),
        ["breaker"] = Handled().CircuitBreaker(2, TimeSpan.FromSeconds(5), (exception, span) => _log.Add($"broken {span}"), () => _log.Add("reset"), () => _log.Add("half open")),
        ["advanced breaker"] = Handled().AdvancedCircuitBreaker(0.3, TimeSpan.FromSeconds(10), 3, TimeSpan.FromSeconds(4)),
        ["bulkhead"] = Policy.Bulkhead(1, 2, context => _log.Add("rejected")),
        ["timeout"] = Policy.Timeout(TimeSpan.FromHours(10)),
        ["rate limit"] = Policy.RateLimit(2, TimeSpan.FromSeconds(3), 2),
        ["no operation"] = Policy.NoOp(),
        ["wrap"] = Policy.Wrap(Handled().Retry(1), Handled().CircuitBreaker(3, TimeSpan.FromSeconds(2)), Policy.Timeout(5000)).WithPolicyKey("wrapped"),
    };

    private Dictionary<string, ISyncPolicy<int>> Typed() => new()
    {
        ["typed retry"] = TypedHandled().Retry(2, (result, count) => _log.Add($"{result.Result} {result.Exception?.Message} {count}")),
        ["typed wait"] = TypedHandled().WaitAndRetry(2, (count, result, context) => TimeSpan.FromSeconds(count), (result, span, count, context) => _log.Add($"{span}")),
        ["typed wait forever"] = TypedHandled().WaitAndRetryForever(count => TimeSpan.FromSeconds(count)),
        ["typed fallback"] = TypedHandled().Fallback(99, result => _log.Add("fallback")),
        ["typed breaker"] = TypedHandled().CircuitBreaker(2, TimeSpan.FromSeconds(3)),
        ["typed advanced"] = TypedHandled().AdvancedCircuitBreaker(0.5, TimeSpan.FromSeconds(10), 2, TimeSpan.FromSeconds(2)),
        ["typed rate"] = Policy.RateLimit<int>(1, TimeSpan.FromSeconds(1), (wait, context) => (int)wait.TotalMilliseconds),
        ["typed cache"] = Policy.Cache<int>(new Cache(), new RelativeTtl(TimeSpan.FromMinutes(1)), (_, key, exception) => _log.Add($"{key} {exception.Message}")),
        ["typed bulkhead"] = Policy.Bulkhead<int>(3),
        ["typed wrap"] = Policy.Wrap(TypedHandled().Fallback(() => 5), TypedHandled().Retry(1)).Wrap(Policy.NoOp()),
    };

    private Dictionary<string, AsyncPolicy> Async() => new()
    {
        ["async retry"] = Handled().RetryAsync(2, (exception, count) => _log.Add($"{count}")),
        ["async wait"] = Handled().WaitAndRetryAsync(2, count => TimeSpan.FromSeconds(count), (exception, span) => _log.Add($"{span}")),
        ["async breaker"] = Handled().CircuitBreakerAsync(2, TimeSpan.FromSeconds(3)),
        ["async advanced"] = Handled().AdvancedCircuitBreakerAsync(0.3, TimeSpan.FromSeconds(10), 3, TimeSpan.FromSeconds(4)),
        ["async bulkhead"] = Policy.BulkheadAsync(1, 1),
        ["async timeout"] = Policy.TimeoutAsync(TimeSpan.FromHours(10)),
        ["async rate"] = Policy.RateLimitAsync(2, TimeSpan.FromSeconds(3)),
        ["async wrap"] = Policy.WrapAsync(Handled().RetryAsync(1), Policy.NoOpAsync()),
    };

    private Dictionary<string, IAsyncPolicy<int>> TypedAsync() => new()
    {
        ["async typed retry"] = TypedHandled().RetryAsync(2),
        ["async typed forever"] = TypedHandled().RetryForeverAsync(),
        ["async typed wait"] = TypedHandled().WaitAndRetryAsync(new[] { TimeSpan.FromSeconds(3) }),
        ["async typed fallback"] = TypedHandled().FallbackAsync(_ => Task.FromResult(7), result => Task.CompletedTask),
        ["async typed breaker"] = TypedHandled().CircuitBreakerAsync(2, TimeSpan.FromSeconds(3)),
        ["async typed cache"] = Policy.CacheAsync<int>(new Cache(), new SlidingTtl(TimeSpan.FromMinutes(1))),
        ["async typed wrap"] = Policy.WrapAsync(TypedHandled().FallbackAsync(8), TypedHandled().RetryAsync(1)),
    };

    private sealed class Cache : ISyncCacheProvider<int>, IAsyncCacheProvider<int>
    {
        private readonly Dictionary<string, int> _values = new();
        private int _asked;

        // Now and then it forgets, and now and then it fails.
        public (bool, int) TryGet(string key)
            => ++_asked % 7 == 0 ? throw new NotSupportedException("cache") : (_asked % 3 != 0 && _values.TryGetValue(key, out var value), _values.GetValueOrDefault(key));

        public void Put(string key, int value, Ttl ttl) => _values[key] = value + (int)ttl.Timespan.TotalSeconds;

        public Task<(bool, int)> TryGetAsync(string key, CancellationToken cancellationToken, bool continueOnCapturedContext) => Task.FromResult(TryGet(key));

        public Task PutAsync(string key, int value, Ttl ttl, CancellationToken cancellationToken, bool continueOnCapturedContext)
        {
            Put(key, value, ttl);
            return Task.CompletedTask;
        }
    }
}
