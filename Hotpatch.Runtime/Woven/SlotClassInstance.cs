namespace Hotpatch.Woven;

/// <summary>One instantiation of a generic slot class, with what is needed to create its handles.</summary>
/// <param name="Slots">The class that holds the slots, closed.</param>
/// <param name="DeclaringType">The type of the methods; closed if it is generic.</param>
/// <param name="Methods">Lists the methods.</param>
internal sealed record SlotClassInstance(Type Slots, Type DeclaringType, GenericSlots Methods);
