using BenchmarkDotNet.Running;
using Hotpatch.Benchmarks;
using Hotpatch.Benchmarks.Reporting;

var options = Options.Read(args);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly)
    .Run(options.Others, options.IsShort ? ShortRun.Create() : BenchmarkConfig.Create())
    .ToArray();
return Results.Report(summaries, options, "Calls and patches", "dotnet run -c Release --project benchmarks/Hotpatch.Benchmarks");
