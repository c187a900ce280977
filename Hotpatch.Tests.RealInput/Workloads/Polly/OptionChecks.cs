using System.Reflection;
using Polly;
using Polly.CircuitBreaker;
using Polly.Fallback;
using Polly.Hedging;
using Polly.Retry;
using Polly.Simmy;
using Polly.Simmy.Latency;
using Polly.Timeout;

namespace Workload;

/// <summary>Options out of their bounds, and strategies that are the workload's own.</summary>
public sealed class OptionChecks(Output output)
{
    public void Run()
    {
        Check(new RetryStrategyOptions<int> { MaxRetryAttempts = 0 }, (builder, options) => builder.AddRetry(options));
        Check(new RetryStrategyOptions<int> { Delay = TimeSpan.FromDays(-1), ShouldHandle = null! }, (builder, options) => builder.AddRetry(options));
        Check(new TimeoutStrategyOptions { Timeout = TimeSpan.FromDays(2) }, (builder, options) => builder.AddTimeout(options));
        Check(new CircuitBreakerStrategyOptions<int> { FailureRatio = 2, MinimumThroughput = 1 }, (builder, options) => builder.AddCircuitBreaker(options));
        Check(new CircuitBreakerStrategyOptions<int> { SamplingDuration = TimeSpan.Zero }, (builder, options) => builder.AddCircuitBreaker(options));
        Check(new FallbackStrategyOptions<int>(), (builder, options) => builder.AddFallback(options));
        Check(new HedgingStrategyOptions<int> { MaxHedgedAttempts = 99 }, (builder, options) => builder.AddHedging(options));
        Check(new ChaosLatencyStrategyOptions { InjectionRate = -1 }, (builder, options) => builder.AddChaosLatency(options));
        output.Step("own strategy", () => new ResiliencePipelineBuilder<int>().AddStrategy(_ => new Doubling(), new RetryStrategyOptions<int>()).Build().Execute(() => 21));
        output.Step("built twice", () =>
        {
            var builder = new ResiliencePipelineBuilder();
            builder.Build();
            return builder.AddTimeout(TimeSpan.FromSeconds(1));
        });
        output.Step("empty", () => ResiliencePipeline.Empty.Execute(() => 1) + ResiliencePipeline<int>.Empty.Execute(() => 2));
    }

    private void Check<T>(T options, Action<ResiliencePipelineBuilder<int>, T> add)
        where T : ResilienceStrategyOptions
    {
        foreach (var property in typeof(T).GetProperties().OrderBy(property => property.Name, StringComparer.Ordinal))
            output.Step($"{typeof(T).Name} {property.Name}", () => property.GetValue(options) is Delegate ? "a delegate" : property.GetValue(options));

        output.Step($"check {typeof(T).Name}", () =>
        {
            var builder = new ResiliencePipelineBuilder<int>();
            add(builder, options);
            return builder.Build();
        });
    }

    private sealed class Doubling : ResilienceStrategy<int>
    {
        protected override async ValueTask<Outcome<int>> ExecuteCore<TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<int>>> callback, ResilienceContext context, TState state)
            => Outcome.FromResult((await callback(context, state)).Result * 2);
    }
}
