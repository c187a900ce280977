namespace Hotpatch.Woven;

/// <summary>One instantiation of a generic slot class, as its handles need it.</summary>
/// <param name="Slots">The class that holds the slots, closed.</param>
/// <param name="DeclaringType">The type of the methods, closed where it is generic.</param>
/// <param name="Methods">What lists the methods.</param>
internal sealed record SlotClassInstance(Type Slots, Type DeclaringType, GenericSlots Methods);
