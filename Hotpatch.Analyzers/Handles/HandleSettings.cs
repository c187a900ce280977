using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles;

/// <summary>What the project says of handles by name.</summary>
/// <param name="IsOn">Whether there shall be any.</param>
/// <param name="Config">The weaver's configuration, as text.</param>
/// <param name="WholeAssembly">Whether the assembly carries the mark.</param>
internal sealed record HandleSettings(bool IsOn, string? Config, bool WholeAssembly)
{
    /// <summary>Whether methods without a mark of their own can be patchable.</summary>
    public bool IsWidened
        => WholeAssembly || (FodyWeaversFile.Parse(Config) is { } config && (config.Scope != Scope.Attributed || config.Include.Count > 0));

    public PatchableScope ToScope() => new(WholeAssembly, FodyWeaversFile.Parse(Config));

    public static IncrementalValueProvider<HandleSettings> In(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(static file => FodyWeaversFile.IsOne(file.Path))
            .Select(static (file, cancellation) => FodyWeaversFile.Read(file.Path, file.GetText(cancellation)?.ToString()))
            .Collect();
        var properties = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => (
            IsOn: !(options.GlobalOptions.TryGetValue("build_property.HotpatchHandles", out var handles)
                && string.Equals(handles, "false", StringComparison.OrdinalIgnoreCase)),
            Folder: options.GlobalOptions.TryGetValue("build_property.ProjectDir", out var folder) ? folder : null));
        return files.Combine(properties).Select(static (pair, _)
            => new HandleSettings(pair.Right.IsOn, FodyWeaversFile.Choose(pair.Left, pair.Right.Folder), WholeAssembly: false));
    }
}
