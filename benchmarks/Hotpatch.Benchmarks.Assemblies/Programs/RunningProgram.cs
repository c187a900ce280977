using System.Diagnostics;
using System.Globalization;

namespace Hotpatch.Benchmarks.Assemblies.Programs;

/// <summary>A program that waits for work.</summary>
internal sealed class RunningProgram
{
    private readonly Process _process;

    public RunningProgram(string program, WovenPart woven, Mode mode)
    {
        var start = PublishedPrograms.Start(program, woven, mode, "serve");
        start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
    }

    /// <summary>Makes the program do its work a number of times.</summary>
    /// <returns>The sum of the results.</returns>
    public long Work(int rounds)
    {
        _process.StandardInput.WriteLine(rounds.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
        return long.Parse(
            _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The program ended with {_process.ExitCode}."), CultureInfo.InvariantCulture);
    }
}
