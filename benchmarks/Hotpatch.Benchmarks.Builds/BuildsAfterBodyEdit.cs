using BenchmarkDotNet.Attributes;
using Hotpatch.Benchmarks.Builds.Projects;

namespace Hotpatch.Benchmarks.Builds;

/// <summary>Building after an edit in the body of one method.</summary>
public class BuildsAfterBodyEdit
{
    [IterationSetup(Target = nameof(Plain))]
    public void PreparePlain() => BuiltProjects.Plain.Edit(TextEdit.Body);

    [IterationSetup(Target = nameof(Hotpatch))]
    public void PrepareHotpatch() => BuiltProjects.Hotpatch.Edit(TextEdit.Body);

    [Benchmark(Baseline = true)]
    public void Plain() => BuiltProjects.Plain.Build();

    [Benchmark]
    public void Hotpatch() => BuiltProjects.Hotpatch.Build();
}
