using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>Writes one slot of a type. Not for use by hand.</summary>
/// <param name="index">The method's place in its type's <see cref="HandleList"/>.</param>
/// <param name="replacement">The replacement, or null for not patched.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void StoreSlot(int index, Delegate? replacement);
