using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Hotpatch.Infrastructure;

/// <summary>The place of an entry among others on the same handle, and its owner. Not for use by hand.</summary>
/// <param name="Priority">Entries of a higher priority lie farther out.</param>
/// <param name="Order">Among entries of equal priority that both have an order, the greater (ordinal) lies farther out; null to lie on top.</param>
/// <param name="Owner">The name of who is responsible.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Auto)]
public readonly record struct PatchRank(int Priority, string? Order, string Owner);
