using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Configuration;

/// <summary>What a project's FodyWeavers.xml says, its own before that of its solution.</summary>
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

    /// <summary>The file that holds the weaver's element, if one does.</summary>
    public WeaversDocument? File { get; }

    /// <summary>Null where there is none, or it is wrong.</summary>
    public WeaverConfig? Config { get; }

    /// <summary>What is wrong with it.</summary>
    public string? Error { get; }

    /// <summary>Whether there are files, but none that names the weaver, so that Fody does not run it.</summary>
    public bool LeavesWeaverOut => _files.Count > 0 && File is null;

    public static ProjectConfiguration Read(AnalyzerOptions options, CancellationToken cancellation) => new(WeaversDocument.All(options, cancellation));

    public PatchableScope ScopeOf(Compilation compilation)
        => new(SymbolMarks.Has(compilation.Assembly, SymbolNames.PatchableAttribute), Config);
}
