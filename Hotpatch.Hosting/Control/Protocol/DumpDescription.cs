namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>All that the channel can tell of a process.</summary>
/// <param name="Process">The process.</param>
/// <param name="Taken">When this was written.</param>
/// <param name="System">The operating system and the architecture.</param>
/// <param name="PatchableMethods">How many patchable methods there are.</param>
/// <param name="Methods">The methods on which something lies.</param>
/// <param name="Libraries">The libraries that are applied.</param>
/// <param name="Recorded">The calls that the process keeps.</param>
/// <param name="Assemblies">The assemblies that are loaded.</param>
internal sealed record DumpDescription(
    ProcessDescription Process,
    DateTimeOffset Taken,
    string System,
    int PatchableMethods,
    IReadOnlyList<MethodDescription> Methods,
    IReadOnlyList<LibraryDescription> Libraries,
    IReadOnlyList<RecordedDescription> Recorded,
    IReadOnlyList<AssemblyDescription> Assemblies);
