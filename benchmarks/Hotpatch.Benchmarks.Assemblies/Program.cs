using BenchmarkDotNet.Running;
using Hotpatch.Benchmarks.Assemblies;
using Hotpatch.Benchmarks.Assemblies.Programs;
using Hotpatch.Benchmarks.Reporting;

if (OwnProcess.Do(args))
    return 0;

var options = Options.Read(args);
PublishedPrograms.IsShort = options.IsShort;
using var programs = new PublishedPrograms();
using var assemblies = JsonAssemblies.Create();
Console.WriteLine(assemblies.Report);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(JsonAssemblies).Assembly)
    .Run(options.Others, options.IsShort ? ShortRun.Create() : AssemblyConfig.Create())
    .ToArray();
return Results.Report(summaries, options, "Whole assemblies", "dotnet run -c Release --project benchmarks/Hotpatch.Benchmarks.Assemblies", Footprint.Measure);
