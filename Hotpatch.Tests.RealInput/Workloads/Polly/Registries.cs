using Polly;
using Polly.Registry;
using Polly.Retry;
using Polly.Timeout;

namespace Workload;

/// <summary>Pipelines by key, built when asked for and built anew after a change.</summary>
public sealed class Registries(Output output)
{
    public void Run()
    {
        var registry = new ResiliencePipelineRegistry<string>(new ResiliencePipelineRegistryOptions<string>
        {
            BuilderNameFormatter = key => "builder " + key,
            InstanceNameFormatter = key => "instance " + key,
        });
        var change = new CancellationTokenSource();
        var built = 0;
        registry.TryAddBuilder("retry", (builder, context) =>
        {
            built++;
            context.AddReloadToken(change.Token);
            context.OnPipelineDisposed(() => built += 100);
            builder.AddRetry(new RetryStrategyOptions { MaxRetryAttempts = built, Delay = TimeSpan.Zero });
        });
        registry.TryAddBuilder<int>("typed", (builder, context) => builder.AddTimeout(TimeSpan.FromSeconds(context.PipelineKey.Length)));
        foreach (var key in new[] { "retry", "typed", "none", "retry" })
        {
            output.Step($"get {key}", () => registry.GetPipeline(key).Execute(() => built));
            output.Step($"get typed {key}", () => registry.GetPipeline<int>(key).Execute(() => built));
            output.Step($"try {key}", () => registry.TryGetPipeline(key, out _) + " " + registry.TryGetPipeline<int>(key, out _));
            output.Step($"add {key}", () => registry.GetOrAddPipeline(key + " added", builder => builder.AddTimeout(TimeSpan.FromSeconds(1))).Execute(() => key));
            output.Step($"fail {key}", () =>
            {
                var calls = 0;
                try
                {
                    registry.GetPipeline(key).Execute(() => throw new ArgumentException($"call {++calls}"));
                }
                catch (ArgumentException exception)
                {
                    return exception.Message;
                }

                return calls;
            });
        }

        var old = change;
        change = new CancellationTokenSource();
        old.Cancel();
        output.Step("after the change", () => registry.GetPipeline("retry").Execute(() => built));
        output.Step("no builder", () => registry.TryAddBuilder("retry", (_, _) => { }));
        registry.Dispose();
        output.Step("disposed", () => registry.GetPipeline("retry"));
    }
}
