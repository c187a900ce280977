using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>
/// One instantiation of a generic slot class, which lists its methods when a handle of them is first asked for: the weaver writes a derived class
/// for each slot class. Nothing else names the methods, so that a program that asks for no handle ships only those that it calls. Not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GenericSlots
{
    /// <summary>
    /// Makes an instantiation known, before its slots are read for the first time: from then on its handles can be found, and a factory
    /// for all instantiations has been asked for this one. The static constructor of a generic slot class calls it. Thread safe.
    /// </summary>
    /// <param name="slots">The class that holds the slots, closed.</param>
    /// <param name="type">The type of the patchable methods, closed where it is generic.</param>
    /// <param name="instance">What lists them.</param>
    public static void Attach(RuntimeTypeHandle slots, RuntimeTypeHandle type, GenericSlots instance)
        => SlotClassInstances.Attach(new SlotClassInstance(Type.GetTypeFromHandle(slots)!, Type.GetTypeFromHandle(type)!, instance));

    /// <summary>Adds the methods of the instantiation, in the order in which the open ones are listed.</summary>
    /// <param name="list">Receives the methods.</param>
    public abstract void DescribeHandles(HandleList list);
}
