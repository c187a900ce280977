using System.Reflection;
using Hotpatch.Woven;

namespace Hotpatch.Handles;

/// <summary>The place from which calls take the delegate that they run. Callers hold the handle's lock.</summary>
internal abstract class Slot
{
    /// <summary>Gets the gate of the method; null if the method is <see cref="Consistency.Immediate"/>.</summary>
    public virtual Gate? Gate => null;

    /// <summary>Gets the type of the delegate.</summary>
    public abstract Type DelegateType { get; }

    /// <summary>Gets the router that the weaver wrote for the slot or for its delegate type; null if there is none, since Hotpatch.Runtime has one.</summary>
    public abstract Type? WovenRouterType { get; }

    /// <summary>Gets the delegate that lies below all entries of the handle, and comes from elsewhere; null if the original lies there.</summary>
    public virtual Delegate? Below => null;

    /// <summary>Returns whether the woven body of a method still reads the field. Hot Reload replaces the body with that of the source.</summary>
    public virtual bool IsReadBy(MethodBase stub) => true;

    /// <summary>Runs the static constructor of the field's class, or waits for the thread that runs it. Call this without holding a lock.</summary>
    /// <remarks>
    /// Writing the field would wait for that thread too, but under locks. The thread may need one of them, which would be a deadlock.
    /// </remarks>
    public virtual void AwaitClass()
    {
    }

    /// <summary>Sets the delegate that calls run.</summary>
    /// <param name="replacement">The delegate to run; null for what lies below the entries.</param>
    public abstract void Store(Delegate? replacement);

    /// <summary>Returns a delegate that runs what lies below the entries of a handle, at any time.</summary>
    public virtual Delegate BottomOf(PatchHandle handle) => handle.Original;
}
