using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Hotpatch.Woven;

namespace Hotpatch.Handles;

/// <summary>The generated static delegate field of one patchable method, as its handle sees it. Callers hold the handle's lock.</summary>
/// <param name="slot">The field.</param>
/// <param name="flag">For a generic method, or a method of a generic type: what tells callers to look at the field at all.</param>
/// <param name="gate">For a method that promises more than <see cref="Consistency.Immediate"/>: what its calls enter by.</param>
internal sealed class Slot(FieldInfo slot, GenericFlag? flag, Gate? gate)
{
    private bool _isSet;

    /// <summary>What calls enter by; null where they are not counted.</summary>
    public Gate? Gate => gate;

    /// <summary>The field's type.</summary>
    public Type DelegateType => slot.FieldType;

    /// <summary>
    /// Waits for the thread that brings the field's class into use, if another does. Writing the field would wait too; but under locks, for which that
    /// thread may wait. For who holds none.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2059", Justification = "The method that reads the slots keeps their static constructor.")]
    public void AwaitClass()
    {
        // Only the classes of generic methods have static constructors.
        if (flag is not null)
            RuntimeHelpers.RunClassConstructor(slot.DeclaringType!.TypeHandle);
    }

    /// <summary>Writes the field.</summary>
    public void Store(Delegate? replacement)
    {
        slot.SetValue(null, replacement);
        if (_isSet == replacement is not null)
            return;

        _isSet = !_isSet;
        if (_isSet)
            flag?.Raise();
        else
            flag?.Lower();
    }
}
