using System.Reflection;

namespace Hotpatch.Handles;

/// <summary>
/// The generated static field that tells callers of a generic method, or of a generic type's methods, whether any instantiation is patched. Thread
/// safe.
/// </summary>
/// <remarks>While the flag is false, callers read only this plain field. Reading the slot of their own instantiation would cost a look-up.</remarks>
/// <param name="field">The field, of type <see langword="bool"/>.</param>
internal sealed class GenericFlag(FieldInfo field)
{
    private readonly object _lock = new();
    private int _reasons;

    /// <summary>Adds a reason for callers to read their slots: a slot that is set, or a factory for later instantiations.</summary>
    public void Raise()
    {
        lock (_lock)
        {
            if (_reasons++ == 0)
                field.SetValue(null, true);
        }
    }

    /// <summary>Returns whether the woven body of a method still reads the field.</summary>
    public bool IsReadBy(MethodBase stub) => HotReload.Reads(stub, field);

    /// <summary>Removes a reason that <see cref="Raise"/> added.</summary>
    public void Lower()
    {
        lock (_lock)
        {
            if (--_reasons == 0)
                field.SetValue(null, false);
        }
    }
}
