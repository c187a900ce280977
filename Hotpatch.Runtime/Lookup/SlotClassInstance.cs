namespace Hotpatch.Lookup;

/// <summary>One instantiation of a generic slot class, as its handles need it.</summary>
/// <param name="Class">What all instantiations share.</param>
/// <param name="Slots">The class that holds the slots, closed.</param>
/// <param name="DeclaringType">The type of the methods, closed where it is generic.</param>
internal sealed record SlotClassInstance(GenericSlotClass Class, Type Slots, Type DeclaringType);
