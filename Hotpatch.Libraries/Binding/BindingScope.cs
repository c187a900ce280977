using Hotpatch.Infrastructure;

namespace Hotpatch.Libraries.Binding;

/// <summary>The part of a load's options that binding needs.</summary>
/// <param name="Name">The name of the library, which owns patches that name no owner.</param>
/// <param name="Only">The one handle whose patches are applied; null for all.</param>
/// <param name="Order">The key that orders the library's patches among those of equal priority; null to lie on top of them.</param>
/// <param name="Guard">The guard that counts the library's faults; null for none.</param>
/// <param name="ShadowReport">Gets the calls of replacements that run beside their targets; null if the program gives none.</param>
internal sealed record BindingScope(string Name, PatchHandle? Only, string? Order, PatchGuard? Guard = null, Action<ShadowReport>? ShadowReport = null)
{
    /// <summary>Gets the provider of feature flags; null if the program has none.</summary>
    public IPatchFeatures? Features { get; init; }

    /// <summary>Gets the share of the calls that run the library's replacements; null for what their attributes say.</summary>
    public double? Share { get; init; }

    /// <summary>Gets whether all replacements of the library run beside their targets.</summary>
    public bool IsShadow { get; init; }
}
