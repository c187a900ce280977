using BenchmarkDotNet.Running;
using Hotpatch.Benchmarks;

var config = BenchmarkConfig.Create();
var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args is [] ? ["--filter", "*"] : args, config);
TargetTable.Print(summaries, Console.Out);
