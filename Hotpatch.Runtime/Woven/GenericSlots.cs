using System.ComponentModel;
using Hotpatch.Lookup;

namespace Hotpatch.Woven;

/// <summary>Where instantiations of generic slot classes make themselves known. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GenericSlots
{
    /// <summary>Begins the list of an instantiation's methods. The static constructor of a generic slot class calls it.</summary>
    /// <param name="slots">The class that holds the slots, closed.</param>
    /// <param name="type">The type of the patchable methods, closed where it is generic.</param>
    /// <returns>The list; its methods are to be added in the order in which the open ones are listed.</returns>
    public static HandleList Begin(RuntimeTypeHandle slots, RuntimeTypeHandle type)
        => GenericSlotClass.Begin(Type.GetTypeFromHandle(slots)!, Type.GetTypeFromHandle(type)!);

    /// <summary>
    /// Makes an instantiation known, before its slots are read for the first time: from then on its handles can be found, and a factory
    /// for all instantiations has been asked for this one. Thread safe.
    /// </summary>
    /// <param name="list">The list of its methods, from <see cref="Begin"/>.</param>
    public static void Attach(HandleList list) => GenericSlotClass.Attach(list);
}
