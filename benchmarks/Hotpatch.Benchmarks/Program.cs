using BenchmarkDotNet.Running;
using Hotpatch.Benchmarks;
using Hotpatch.Benchmarks.Peers;
using Hotpatch.Benchmarks.Reporting;

var options = CallOptions.Read(args);
using var adapters = options.Peers is { } folder ? Adapters.Compile(folder) : null;
if (adapters?.Problem is { } problem)
{
    Console.Error.WriteLine($"{CallOptions.PeersOption} {options.Peers}: {problem}");
    return 1;
}

var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly)
    .Run(options.Common.Others, BenchmarkConfig.Create(options))
    .ToArray();
return Results.Report(summaries, options.Common, "Calls and patches", "dotnet run -c Release --project benchmarks/Hotpatch.Benchmarks");
