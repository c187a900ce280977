using System.ComponentModel;

namespace Hotpatch.Woven;

/// <summary>One instantiation of a generic slot class. The weaver writes a derived class for each slot class. Not for use by hand.</summary>
/// <remarks>
/// The derived class lists the methods of the instantiation when one of their handles is first asked for. Nothing else names these methods, so
/// trimming keeps only the ones that the program calls, unless it asks for a handle.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GenericSlots
{
    /// <summary>
    /// Reports an instantiation before its slots are read for the first time. The static constructor of a generic slot class calls it.
    /// </summary>
    /// <remarks>
    /// After this call, look-ups find the handles of the instantiation, and each factory for all instantiations has been called for it. Thread safe.
    /// </remarks>
    /// <param name="slots">The class that holds the slots, closed.</param>
    /// <param name="type">The type of the patchable methods; closed if it is generic.</param>
    /// <param name="instance">Lists the methods of the instantiation.</param>
    public static void Attach(RuntimeTypeHandle slots, RuntimeTypeHandle type, GenericSlots instance)
        => SlotClassInstances.Attach(new SlotClassInstance(Type.GetTypeFromHandle(slots)!, Type.GetTypeFromHandle(type)!, instance));

    /// <summary>Adds the methods of the instantiation, in the order in which the manifest lists the open methods.</summary>
    /// <param name="list">Receives the methods.</param>
    public abstract void DescribeHandles(HandleList list);
}
