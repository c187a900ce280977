using System.ComponentModel;
using System.Reflection;
using Hotpatch.Handles;

namespace Hotpatch.Woven;

/// <summary>Receives the patchable methods that woven code lists. Not thread safe. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HandleList
{
    private readonly Type? _type;
    private readonly Type? _slots;
    private readonly GenericFlag? _flag;
    private readonly List<PatchHandle> _handles = [];
    private readonly List<GenericSlotClass> _generics = [];
    private readonly List<TypeEntry> _types = [];
    private Gate? _gate;
    private MethodReference? _target;

    /// <param name="type">The type whose methods are added, open if it is generic; null if only types are added.</param>
    internal HandleList(Type? type) => _type = type;

    /// <param name="class">The slot class that all instantiations share.</param>
    /// <param name="instance">The instantiation whose methods are added.</param>
    internal HandleList(GenericSlotClass @class, SlotClassInstance instance)
        : this(instance.DeclaringType)
    {
        _slots = instance.Slots;
        _flag = @class.Flag;
    }

    internal IReadOnlyList<PatchHandle> Handles => _handles;

    internal IReadOnlyList<GenericSlotClass> Generics => _generics;

    internal IReadOnlyList<TypeEntry> Types => _types;

    /// <summary>Sets the gate of the method that is added next.</summary>
    /// <param name="gate">The gate.</param>
    public void UseGate(Gate gate) => _gate = gate;

    /// <summary>Sets the called method of the call stub that is added next.</summary>
    /// <param name="method">The called method.</param>
    /// <param name="type">The type that declares it; open if it is generic, unless an instantiation is listed.</param>
    public void UseTarget(RuntimeMethodHandle method, RuntimeTypeHandle type) => _target = new MethodReference(method, Type.GetTypeFromHandle(type));

    /// <summary>Adds a patchable method.</summary>
    /// <param name="stub">The patchable method.</param>
    /// <param name="original">The method that holds its source body.</param>
    /// <param name="slot">The static field that holds its replacement. The field's type is the delegate type.</param>
    public void Add(RuntimeMethodHandle stub, RuntimeMethodHandle original, RuntimeFieldHandle slot) => AddHandle(stub, MethodOf(original), slot);

    /// <summary>Adds two patchable methods. One such call needs less code than two.</summary>
    /// <param name="stub">The first patchable method.</param>
    /// <param name="original">The method that holds its source body.</param>
    /// <param name="slot">The static field that holds its replacement.</param>
    /// <param name="stub2">The second patchable method.</param>
    /// <param name="original2">The method that holds its source body.</param>
    /// <param name="slot2">The static field that holds its replacement.</param>
    public void Add(
        RuntimeMethodHandle stub, RuntimeMethodHandle original, RuntimeFieldHandle slot,
        RuntimeMethodHandle stub2, RuntimeMethodHandle original2, RuntimeFieldHandle slot2)
    {
        Add(stub, original, slot);
        Add(stub2, original2, slot2);
    }

    /// <summary>Adds four patchable methods. One such call needs less code than four.</summary>
    /// <param name="stub">The first patchable method.</param>
    /// <param name="original">The method that holds its source body.</param>
    /// <param name="slot">The static field that holds its replacement.</param>
    /// <param name="stub2">The second patchable method.</param>
    /// <param name="original2">The method that holds its source body.</param>
    /// <param name="slot2">The static field that holds its replacement.</param>
    /// <param name="stub3">The third patchable method.</param>
    /// <param name="original3">The method that holds its source body.</param>
    /// <param name="slot3">The static field that holds its replacement.</param>
    /// <param name="stub4">The fourth patchable method.</param>
    /// <param name="original4">The method that holds its source body.</param>
    /// <param name="slot4">The static field that holds its replacement.</param>
    public void Add(
        RuntimeMethodHandle stub, RuntimeMethodHandle original, RuntimeFieldHandle slot,
        RuntimeMethodHandle stub2, RuntimeMethodHandle original2, RuntimeFieldHandle slot2,
        RuntimeMethodHandle stub3, RuntimeMethodHandle original3, RuntimeFieldHandle slot3,
        RuntimeMethodHandle stub4, RuntimeMethodHandle original4, RuntimeFieldHandle slot4)
    {
        Add(stub, original, slot, stub2, original2, slot2);
        Add(stub3, original3, slot3, stub4, original4, slot4);
    }

    /// <summary>Adds a patchable method whose handle can't call the source body.</summary>
    /// <remarks>
    /// This is a constructor whose body uses variables from before its call of <c>this(…)</c> or <c>base(…)</c>, or a lambda or local function that
    /// uses captured variables.
    /// </remarks>
    /// <param name="stub">The patchable method.</param>
    /// <param name="slot">The static field that holds its replacement. The field's type is the delegate type.</param>
    public void AddWithoutOriginal(RuntimeMethodHandle stub, RuntimeFieldHandle slot) => AddHandle(stub, original: null, slot);

    /// <summary>Adds a generic method, or a method of a generic type. The slots of its instantiations are in a slot class.</summary>
    /// <param name="stub">The patchable method, open.</param>
    /// <param name="slots">
    /// The slot class, open. Its type parameters are those of the method's type, then those of the method. Methods that share a slot class are added
    /// in the order in which <see cref="GenericSlots"/> adds those of an instantiation.
    /// </param>
    /// <param name="flag">The static field that makes callers read the slots.</param>
    public void AddGeneric(RuntimeMethodHandle stub, RuntimeTypeHandle slots, RuntimeFieldHandle flag) => AddGenericMethod(stub, slots, flag, hasOriginal: true);

    /// <summary>Adds a method as <see cref="AddGeneric"/> does, whose handles can't call the source body.</summary>
    /// <param name="stub">The patchable method, open.</param>
    /// <param name="slots">The slot class, open.</param>
    /// <param name="flag">The static field that makes callers read the slots.</param>
    public void AddGenericWithoutOriginal(RuntimeMethodHandle stub, RuntimeTypeHandle slots, RuntimeFieldHandle flag)
        => AddGenericMethod(stub, slots, flag, hasOriginal: false);

    /// <summary>Adds a type that has patchable methods, itself or in a nested type.</summary>
    /// <param name="type">The type; open if it is generic.</param>
    /// <param name="describe">Adds its methods and nested types. It is called when one of them is first asked for.</param>
    public void AddType(RuntimeTypeHandle type, DescribeHandles describe)
        => _types.Add(new TypeEntry(Type.GetTypeFromHandle(type)!, describe, target: null));

    /// <summary>Adds a class of call stubs.</summary>
    /// <param name="type">The class; open if it is generic.</param>
    /// <param name="target">The type that declares the called methods; open if it is generic.</param>
    /// <param name="describe">Adds the call stubs. It is called when one of them is first asked for.</param>
    public void AddCalls(RuntimeTypeHandle type, RuntimeTypeHandle target, DescribeHandles describe)
        => _types.Add(new TypeEntry(Type.GetTypeFromHandle(type)!, describe, Type.GetTypeFromHandle(target)));

    private void AddGenericMethod(RuntimeMethodHandle stub, RuntimeTypeHandle slots, RuntimeFieldHandle flag, bool hasOriginal)
    {
        var type = Type.GetTypeFromHandle(slots)!;
        var @class = _generics.Find(candidate => candidate.Open == type);
        if (@class is null)
            _generics.Add(@class = new GenericSlotClass(type, new GenericFlag(FieldInfo.GetFieldFromHandle(flag))));

        @class.Add(MethodOf(stub), hasOriginal, TakeGate(), TakeTarget());
    }

    private void AddHandle(RuntimeMethodHandle stub, MethodReference? original, RuntimeFieldHandle slot)
    {
        var field = _slots is null ? FieldInfo.GetFieldFromHandle(slot) : FieldInfo.GetFieldFromHandle(slot, _slots.TypeHandle);
        var target = TakeTarget();
        var place = target is null ? new FieldSlot(field, _flag, TakeGate()) : new CallSlot(field, _flag);
        _handles.Add(PatchHandle.Create(place, MethodOf(stub), original, target));
    }

    private Gate? TakeGate()
    {
        var gate = _gate;
        _gate = null;
        return gate;
    }

    private MethodReference? TakeTarget()
    {
        var target = _target;
        _target = null;
        return target;
    }

    private MethodReference MethodOf(RuntimeMethodHandle method) => new(method, _type);

    internal sealed class TypeEntry(Type type, DescribeHandles describe, Type? target)
    {
        public Type Type => type;

        public DescribeHandles Describe => describe;

        /// <summary>Gets the type that declares the called methods, open, if the type is a class of call stubs; null otherwise.</summary>
        public Type? Target => target;
    }
}
