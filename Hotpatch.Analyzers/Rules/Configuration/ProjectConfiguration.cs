using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Configuration;

/// <summary>The configuration of a project, from its own FodyWeavers.xml or from that of its solution.</summary>
internal sealed class ProjectConfiguration
{
    private readonly IReadOnlyList<WeaversDocument> _files;

    private ProjectConfiguration(IReadOnlyList<WeaversDocument> files)
    {
        _files = files;
        File = files.FirstOrDefault(file => file.Hotpatch is not null);
        if (File is null)
            return;

        try
        {
            Config = WeaverConfig.Read(File.Hotpatch!);
        }
        catch (ConfigurationException exception)
        {
            Error = exception.Message;
        }
    }

    /// <summary>The file with the weaver's element, or null.</summary>
    public WeaversDocument? File { get; }

    /// <summary>The configuration; null if there is none, or if it is invalid.</summary>
    public WeaverConfig? Config { get; }

    /// <summary>The consistency of methods whose marks set none.</summary>
    public PatchConsistency Consistency => Config?.Consistency ?? PatchConsistency.Immediate;

    /// <summary>Why the configuration is invalid; null if it is valid.</summary>
    public string? Error { get; }

    /// <summary>Whether there are files, but none with the weaver's element. Then Fody does not run the weaver.</summary>
    public bool LeavesWeaverOut => _files.Count > 0 && File is null;

    public static ProjectConfiguration Read(AnalyzerOptions options, CancellationToken cancellation) => new(WeaversDocument.All(options, cancellation));

    public PatchableScope ScopeOf(Compilation compilation)
        => new(SymbolMarks.Has(compilation.Assembly, SymbolNames.PatchableAttribute), Config);
}
