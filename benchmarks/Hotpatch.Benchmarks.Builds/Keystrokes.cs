using BenchmarkDotNet.Attributes;
using Hotpatch.Benchmarks.Builds.Editing;
using Hotpatch.Benchmarks.Builds.Projects;

namespace Hotpatch.Benchmarks.Builds;

/// <summary>A character that is typed in an editor, until the errors of the file are known. 4,000 methods of the project are marked.</summary>
public class Keystrokes
{
    private const int Strokes = 20;
    private const int StrokesToWarmUp = 50;

    private EditedProject _project = null!;

    [ParamsAllValues]
    public EditPlace Place { get; set; }

    /// <summary>The code of the compiler is hot in an editor.</summary>
    [GlobalSetup]
    public void Open()
    {
        _project = EditedProject.Create();
        for (var stroke = 0; stroke < (ProjectSize.IsShort ? 0 : StrokesToWarmUp); stroke++)
        {
            _project.TypeAndGenerate(Place);
            _project.TypeAndAnalyze(Place);
        }
    }

    /// <summary>Parsing the file, and the compiler's own errors and warnings for it.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Strokes)]
    public int Compiler() => Repeat(_project.Type);

    [Benchmark(OperationsPerInvoke = Strokes)]
    public int WithGenerator() => Repeat(_project.TypeAndGenerate);

    [Benchmark(OperationsPerInvoke = Strokes)]
    public int WithAnalyzers() => Repeat(_project.TypeAndAnalyze);

    private int Repeat(Func<EditPlace, int> type)
    {
        var sum = 0;
        for (var stroke = 0; stroke < (ProjectSize.IsShort ? 1 : Strokes); stroke++)
            sum += type(Place);

        return sum;
    }
}
