using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hotpatch.Handles;

namespace Hotpatch.Woven;

/// <summary>
/// The class that holds the slots of a generic method, or of the methods of a generic type, with those of its instantiations that are in
/// use: that were asked for by a lookup, or called since the first of them was patched. Thread safe.
/// </summary>
internal sealed class GenericSlotClass(Type open, GenericFlag flag)
{
    private readonly List<GenericPatchHandle> _methods = [];
    private readonly ConcurrentDictionary<Type, IReadOnlyList<PatchHandle>> _instances = new();

#if NET
    // Those with types that can leave memory. When they begin to, their handles go; but their static constructors have run, and tell nothing anew.
    private readonly ConditionalWeakTable<Type, SlotClassInstance> _leaving = new();
#endif

    /// <summary>The generated class, open.</summary>
    public Type Open { get; } = open;

    /// <summary>Whether its slots are to be looked at.</summary>
    public GenericFlag Flag { get; } = flag;

    /// <summary>The patchable methods that have their slots here, open.</summary>
    public IReadOnlyList<GenericPatchHandle> Methods => _methods;

    /// <summary>The handles of the instantiations that are in use.</summary>
    public IEnumerable<PatchHandle> Handles => _instances.Values.SelectMany(handles => handles);

    /// <summary>Takes the instantiations that are known already, and from then on each that becomes known. All methods have been added.</summary>
    public void ReceiveInstances() => SlotClassInstances.Receive(Open, Attach);

    /// <summary>Adds a method; for the thread that reads the manifest.</summary>
    public void Add(MethodReference stub, bool hasOriginal, Gate? gate)
    {
        var index = _methods.Count;
        _methods.Add(new GenericPatchHandle(typeArguments => Instantiate(typeArguments)[index], stub, Flag, gate) { HasOriginal = hasOriginal });
    }

    /// <summary>Lets instantiations go whose type arguments are about to leave memory. What patches them goes too.</summary>
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

    /// <summary>The handles of one instantiation, in the order of <see cref="Methods"/>.</summary>
    /// <exception cref="ArgumentException">The types do not meet the constraints, or are of another number.</exception>
    public IReadOnlyList<PatchHandle> Instantiate(Type[] typeArguments)
    {
        var slots = Close(typeArguments);
        if (!_instances.TryGetValue(slots, out var handles))
        {
            // Attaches, now or on the thread that is at it; but not where it did before the types began to leave.
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

    // The factories come last: a handle that they are given can be found.
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

            instance = _leaving.TryGetValue(slots, out var known) ? known : throw new InvalidOperationException($"{slots} has not made itself known.");
            handles = Describe(instance);
        }

        Tell(instance, handles);
        return handles;
    }
#endif

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The slot class has the constraints of the method that uses it.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "An instantiation that was compiled has its slot class; others are refused.")]
    private Type Close(Type[] typeArguments) => Open.MakeGenericType(typeArguments);

    [UnconditionalSuppressMessage("Trimming", "IL2059", Justification = "The method that reads the slots keeps their static constructor.")]
    private static void RunClassConstructor(Type type) => RuntimeHelpers.RunClassConstructor(type.TypeHandle);
}
