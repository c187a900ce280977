namespace Hotpatch.Woven;

/// <summary>One instantiation of a generic slot class, with what is needed to create its handles.</summary>
/// <param name="slots">The class that holds the slots, closed.</param>
/// <param name="declaringType">The type of the methods; closed if it is generic.</param>
/// <param name="methods">Lists the methods.</param>
internal sealed class SlotClassInstance(Type slots, Type declaringType, GenericSlots methods)
{
    public Type Slots => slots;

    public Type DeclaringType => declaringType;

    public GenericSlots Methods => methods;
}
