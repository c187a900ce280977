namespace Workload;

/// <summary>Pipelines of Polly.Core and policies of Polly, in fake time.</summary>
public static class Program
{
    public static string[] Run(int seed)
    {
        var output = new Output();
        new Pipelines(output, seed).Run();
        new Registries(output).Run();
        new Policies(output, seed).Run();
        new OptionChecks(output).Run();
        var explorer = new Explorer(output, seed, TimeSpan.FromSeconds(3), new InvalidOperationException("sample"), CancellationToken.None)
        {
            // What waits, what all runs share, and names that are made up anew each time.
            Skip = method => method.Name == "get_PolicyKey"
                || method.DeclaringType!.Name is "SystemClock" or "ResilienceContextPool" or "ResilienceContext"
                || method.Name.StartsWith("Execute", StringComparison.Ordinal),
        };
        explorer.Explore(typeof(Polly.ResiliencePipeline).Assembly.GetExportedTypes().Concat(typeof(Polly.Policy).Assembly.GetExportedTypes()));
        return output.Lines;
    }
}
