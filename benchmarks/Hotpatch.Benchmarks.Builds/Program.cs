using BenchmarkDotNet.Running;
using Hotpatch.Benchmarks.Builds;
using Hotpatch.Benchmarks.Builds.Projects;
using Hotpatch.Benchmarks.Reporting;

var options = Options.Read(args);
ProjectSize.IsShort = options.IsShort;
using var projects = new BuiltProjects();
var summaries = BenchmarkSwitcher.FromAssembly(typeof(BuildConfig).Assembly)
    .Run(options.Others, options.IsShort ? ShortRun.Create() : BuildConfig.Create())
    .ToArray();
return Results.Report(summaries, options, "Builds and keystrokes", "dotnet run -c Release --project benchmarks/Hotpatch.Benchmarks.Builds");
