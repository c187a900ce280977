using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Hotpatch.Woven;

namespace Hotpatch.Handles;

/// <summary>The generated static delegate field of one patchable method. Callers hold the handle's lock.</summary>
/// <param name="slot">The field.</param>
/// <param name="flag">The flag that makes callers read the field; null if neither the method nor its type is generic.</param>
/// <param name="gate">The gate of the method; null if the method is <see cref="Consistency.Immediate"/>.</param>
internal class FieldSlot(FieldInfo slot, GenericFlag? flag, Gate? gate) : Slot
{
    private const string RouterSuffix = "_Router";

    private bool _isSet;

    /// <inheritdoc/>
    public override Gate? Gate => gate;

    /// <inheritdoc/>
    public override Type DelegateType => slot.FieldType;

    /// <inheritdoc/>
    public override Type? WovenRouterType => OwnRouter ?? SharedRouter;

    [UnconditionalSuppressMessage("Trimming", "IL2075")] // A router that was trimmed is not found, and its uses are refused.
    [UnconditionalSuppressMessage("Trimming", "IL2055")] // The router has the type parameters of the slot's class.
    [UnconditionalSuppressMessage("AOT", "IL3050")] // The slot's class with these arguments was compiled, and its router with it.
    private Type? OwnRouter
        => slot.DeclaringType!.GetNestedType(slot.Name + RouterSuffix, BindingFlags.Public | BindingFlags.NonPublic) is not { } router ? null
            : router.IsGenericTypeDefinition ? router.MakeGenericType(slot.DeclaringType.GetGenericArguments())
            : router;

    [UnconditionalSuppressMessage("Trimming", "IL2026")] // A router that was trimmed is not found, and its uses are refused.
    [UnconditionalSuppressMessage("Trimming", "IL2055")] // The router has the type parameters of the delegate type.
    [UnconditionalSuppressMessage("AOT", "IL3050")] // An instantiation that was not compiled is refused.
    private Type? SharedRouter
        => DelegateType.IsGenericType
            && DelegateType.GetGenericTypeDefinition() is { FullName: { } name } definition
            && definition.Assembly.GetType(name.Replace("`", RouterSuffix + "`")) is { } router
            && router.IsSubclassOf(typeof(Router))
                ? router.MakeGenericType(DelegateType.GetGenericArguments())
                : null;

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2059")] // The method that reads the slots keeps their static constructor.
    public override void AwaitClass()
    {
        // Only the slot classes of generic methods, and of generic types, have static constructors.
        if (flag is not null)
            RuntimeHelpers.RunClassConstructor(slot.DeclaringType!.TypeHandle);
    }

    /// <inheritdoc/>
    public override bool IsReadBy(MethodBase stub) => flag?.IsReadBy(stub) ?? HotReload.Reads(stub, slot);

    /// <summary>Writes the field, and raises or lowers the flag.</summary>
    /// <param name="replacement">As for <see cref="Slot.Store"/>.</param>
    public override void Store(Delegate? replacement)
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
