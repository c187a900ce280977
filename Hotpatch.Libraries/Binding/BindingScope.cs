namespace Hotpatch.Libraries.Binding;

/// <summary>What the caller of a load asks of binding.</summary>
/// <param name="Only">The one handle whose patches are applied; null for all.</param>
/// <param name="Order">The library's place among entries of equal priority; null to lie on top of them.</param>
internal sealed record BindingScope(PatchHandle? Only, string? Order);
