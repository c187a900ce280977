using System.Reflection;

namespace Hotpatch.Handles;

/// <summary>
/// The generated static field that tells the callers of a generic method, or of a generic type's methods, whether any instantiation is
/// patched. Until then they read one plain field, where the slot of their own instantiation would cost a lookup. Thread safe.
/// </summary>
/// <param name="field">The field, a <see langword="bool"/>.</param>
internal sealed class GenericFlag(FieldInfo field)
{
    private readonly object _lock = new();
    private int _reasons;

    /// <summary>Adds a reason to look at the slots: one that is set, or a factory for those to come.</summary>
    public void Raise()
    {
        lock (_lock)
        {
            if (_reasons++ == 0)
                field.SetValue(null, true);
        }
    }

    /// <summary>Takes back what <see cref="Raise"/> added.</summary>
    public void Lower()
    {
        lock (_lock)
        {
            if (--_reasons == 0)
                field.SetValue(null, false);
        }
    }
}
