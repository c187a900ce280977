using BenchmarkDotNet.Running;
using Hotpatch.Benchmarks;
using Hotpatch.Benchmarks.Assemblies;

if (OwnProcess.Do(args))
    return;

using var assemblies = JsonAssemblies.Create();
Console.WriteLine(assemblies.Report);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(JsonAssemblies).Assembly).Run(args is [] ? ["--filter", "*"] : args, AssemblyConfig.Create());
TargetTable.Print(summaries, Console.Out);
