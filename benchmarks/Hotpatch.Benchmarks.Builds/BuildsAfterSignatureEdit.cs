using BenchmarkDotNet.Attributes;
using Hotpatch.Benchmarks.Builds.Projects;

namespace Hotpatch.Benchmarks.Builds;

/// <summary>Building after the signature of one method was changed.</summary>
public class BuildsAfterSignatureEdit
{
    [IterationSetup(Target = nameof(Plain))]
    public void PreparePlain() => BuiltProjects.Plain.Edit(TextEdit.Signature);

    [IterationSetup(Target = nameof(Hotpatch))]
    public void PrepareHotpatch() => BuiltProjects.Hotpatch.Edit(TextEdit.Signature);

    [Benchmark(Baseline = true)]
    public void Plain() => BuiltProjects.Plain.Build();

    [Benchmark]
    public void Hotpatch() => BuiltProjects.Hotpatch.Build();
}
