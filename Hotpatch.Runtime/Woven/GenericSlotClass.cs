using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hotpatch.Handles;

namespace Hotpatch.Woven;

/// <summary>
/// The class that holds the slots of a generic method, or of the methods of a generic type, with the handles of its instantiations in use. Thread
/// safe.
/// </summary>
/// <remarks>An instantiation is in use if a look-up asked for it, or if it was called since the first instantiation was patched.</remarks>
/// <param name="open">The generated class, open.</param>
/// <param name="flag">The flag that makes callers read the slots.</param>
internal sealed class GenericSlotClass(Type open, GenericFlag flag)
{
    private readonly List<GenericPatchHandle> _methods = [];
    private readonly ConcurrentDictionary<Type, IReadOnlyList<PatchHandle>> _instances = new();

#if NET
    // Instantiations with types of collectible load contexts. Their handles are dropped when the context begins to unload. If a look-up asks for one
    // again after that, its static constructor, which reported it, doesn't run a second time.
    private readonly ConditionalWeakTable<Type, SlotClassInstance> _leaving = new();
#endif

    /// <summary>Gets the generated class, open.</summary>
    public Type Open { get; } = open;

    /// <summary>Gets the flag that makes callers read the slots.</summary>
    public GenericFlag Flag { get; } = flag;

    /// <summary>Gets the patchable methods that have their slots in this class, open.</summary>
    public IReadOnlyList<GenericPatchHandle> Methods => _methods;

    /// <summary>Gets the handles of the instantiations in use.</summary>
    public IEnumerable<PatchHandle> Handles => _instances.Values.SelectMany(handles => handles);

    /// <summary>
    /// Takes over the instantiations that are already in use, and from then on each that comes into use. Call this after all methods were added.
    /// </summary>
    public void ReceiveInstances() => SlotClassInstances.Receive(Open, Attach);

    /// <summary>Adds a method. Called by the thread that reads the manifest.</summary>
    public void Add(MethodReference stub, bool hasOriginal, Gate? gate, MethodReference? target = null)
    {
        var index = _methods.Count;
        _methods.Add(new GenericPatchHandle(typeArguments => Instantiate(typeArguments)[index], stub, Flag, gate, target) { HasOriginal = hasOriginal });
    }

    /// <summary>Removes the instantiations whose type arguments are about to be unloaded, and their patches.</summary>
    public void Forget(Func<Type, bool> isLeaving)
    {
        foreach (var slots in _instances.Keys.Where(slots => Array.Exists(slots.GetGenericArguments(), argument => isLeaving(argument))))
        {
            if (!_instances.TryRemove(slots, out var handles))
                continue;

            foreach (var (method, handle) in _methods.Zip(handles, (method, handle) => (method, handle)))
                method.Forget(handle);
        }
    }

    /// <summary>Returns the handles of one instantiation, in the order of <see cref="Methods"/>.</summary>
    /// <exception cref="ArgumentException">The type arguments don't meet the constraints, or their number is wrong.</exception>
    public IReadOnlyList<PatchHandle> Instantiate(Type[] typeArguments)
    {
        var slots = Close(typeArguments);
        if (!_instances.TryGetValue(slots, out var handles))
        {
            // The static constructor calls Attach, on this thread or on the one that runs it already. It doesn't if it ran before the types'
            // load context began to unload.
            RunClassConstructor(slots);
#if NET
            if (!_instances.TryGetValue(slots, out handles))
                handles = AttachAgain(slots);
#else
            handles = _instances[slots];
#endif
        }

        return handles;
    }

    private void Attach(SlotClassInstance instance)
    {
#if NET
        if (instance.Slots.IsCollectible)
        {
            _leaving.AddOrUpdate(instance.Slots, instance);
            LeavingTypes.Watch(instance.Slots.GetGenericArguments(), this);
        }
#endif
        Tell(instance, Describe(instance));
    }

    private IReadOnlyList<PatchHandle> Describe(SlotClassInstance instance)
    {
        var list = new HandleList(this, instance);
        instance.Methods.DescribeHandles(list);
        return _instances[instance.Slots] = list.Handles;
    }

    // Call the factories last, so that a look-up already finds the handle that they receive.
    private void Tell(SlotClassInstance instance, IReadOnlyList<PatchHandle> handles)
    {
        foreach (var (method, handle) in _methods.Zip(handles, (method, handle) => (method, handle)))
            method.Attach(handle, instance.Slots.GetGenericArguments());
    }

#if NET
    private IReadOnlyList<PatchHandle> AttachAgain(Type slots)
    {
        SlotClassInstance instance;
        IReadOnlyList<PatchHandle>? handles;
        lock (_leaving)
        {
            if (_instances.TryGetValue(slots, out handles))
                return handles;

            instance = _leaving.TryGetValue(slots, out var known) ? known : throw new InvalidOperationException(
                $"{slots} has not reported itself. Its static constructor should have called GenericSlots.Attach.");
            handles = Describe(instance);
        }

        Tell(instance, handles);
        return handles;
    }
#endif

    [UnconditionalSuppressMessage("Trimming", "IL2055")] // The slot class has the constraints of the method that uses it.
    [UnconditionalSuppressMessage("AOT", "IL3050")] // An instantiation that was compiled has its slot class; others are refused.
    private Type Close(Type[] typeArguments) => Open.MakeGenericType(typeArguments);

    [UnconditionalSuppressMessage("Trimming", "IL2059")] // The method that reads the slots keeps their static constructor.
    private static void RunClassConstructor(Type type) => RuntimeHelpers.RunClassConstructor(type.TypeHandle);
}
