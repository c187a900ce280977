using System.Collections.Concurrent;

namespace Hotpatch.Benchmarks.Assemblies.Programs;

/// <summary>A program in several variants, which all run, and are hot. They end with this process, when their input does.</summary>
internal sealed class RunningPrograms
{
    /// <summary>How often an operation does the work, so that what the pipe takes counts for nothing.</summary>
    public const int Rounds = 10;

    private static readonly ConcurrentDictionary<(string Program, Mode Mode, int Variants), RunningPrograms> Running = new();

    private readonly Dictionary<WovenPart, RunningProgram> _programs;

    // The JIT works in the background, and begins only when nothing new was called for a while.
    private RunningPrograms(string program, Mode mode, WovenPart[] variants)
    {
        _programs = variants.ToDictionary(woven => woven, woven => new RunningProgram(program, woven, mode));
        for (var round = 0; round < (PublishedPrograms.IsShort ? 1 : 60); round++)
        {
            if (_programs.Values.Select(running => running.Work(Rounds)).Distinct().Count() > 1)
                throw new InvalidOperationException("A woven program gives another result.");

            Thread.Sleep(PublishedPrograms.IsShort ? 0 : 200);
        }
    }

    /// <summary>Returns the variants, which are started and heated when they are first asked for.</summary>
    public static RunningPrograms Of(string program, Mode mode, params WovenPart[] variants)
        => Running.GetOrAdd((program, mode, variants.Length), key => new RunningPrograms(key.Program, key.Mode, variants));

    public long Work(WovenPart woven) => _programs[woven].Work(Rounds);
}
