namespace Hotpatch.Benchmarks.Assemblies.Programs;

/// <summary>How a program is published.</summary>
public enum Mode
{
    /// <summary>As IL, which the JIT compiles.</summary>
    Jit,

    /// <summary>Compiled ahead of time, with the JIT for what is hot.</summary>
    ReadyToRun,

    /// <summary>Compiled ahead of time, without a JIT.</summary>
    NativeAot,
}
