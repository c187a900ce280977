using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>The project's settings for handles by name.</summary>
/// <param name="Value">The value of the property <c>HotpatchHandles</c>; null if it is not set.</param>
/// <param name="Config">The weaver's configuration, as text.</param>
/// <param name="WholeAssembly">Whether the assembly carries <c>[Patchable]</c>.</param>
/// <param name="HasWeaver">Whether the project references the weaver. If the project does not tell, the value is true.</param>
/// <param name="SwitchedOffBy">The property that switches weaving off; null if weaving is on.</param>
internal sealed record HandleSettings(string? Value, string? Config, bool WholeAssembly, bool HasWeaver, string? SwitchedOffBy)
{
    /// <summary>Whether the project weaves copies of its references, so that handles of calls are those of the calls of all assemblies.</summary>
    public bool WeavesReferences { get; private init; }

    /// <summary>The references of which the project weaves a copy.</summary>
    public EquatableArray<WovenReference> References { get; private init; }

    /// <summary>Whether handles are declared.</summary>
    public bool IsOn => !Is("false");

    /// <summary>Whether all handles are internal.</summary>
    public bool IsInternal => Is("internal");

    /// <summary>Whether the value is a known one.</summary>
    public bool IsKnown => string.IsNullOrWhiteSpace(Value) || !IsOn || IsInternal || Is("true");

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
            Handles: Property(options, "HotpatchHandles"),
            Folder: Property(options, "ProjectDir"),
            HasWeaver: Property(options, "HotpatchWeaver") is not { } weaver || Is(weaver, "true"),
            WeavesReferences: Is(Property(options, "HotpatchWeavesReferences"), "true"),
            References: WovenReference.In(options),
            IsOff: Is(Property(options, "Hotpatch"), "false"),
            IsFodyOff: Is(Property(options, "DisableFody"), "true")));
        return files.Combine(properties).Select(static (pair, _) => new HandleSettings(
            pair.Right.Handles,
            FodyWeaversFile.Choose(pair.Left, pair.Right.Folder),
            WholeAssembly: false,
            pair.Right.HasWeaver,
            SwitchedOffBy: pair.Right.IsOff ? "Hotpatch" : pair.Right is { IsFodyOff: true, HasWeaver: true } ? "DisableFody" : null)
        {
            WeavesReferences = pair.Right.WeavesReferences,
            References = pair.Right.References,
        });
    }

    private static string? Property(AnalyzerConfigOptionsProvider options, string name)
        => options.GlobalOptions.TryGetValue("build_property." + name, out var value) ? value : null;

    private static bool Is(string? value, string expected) => string.Equals(value?.Trim(), expected, StringComparison.OrdinalIgnoreCase);

    private bool Is(string expected) => Is(Value, expected);
}
