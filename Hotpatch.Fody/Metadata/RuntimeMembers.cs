using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>The members of Hotpatch.Runtime that woven code uses. All are in the namespace <c>Hotpatch.Woven</c>.</summary>
internal sealed class RuntimeMembers
{
    // The stub, the original and the slot.
    private const int HandlesOfMethod = 3;

    private readonly ModuleDefinition _module;
    private readonly ModuleDefinition _runtime;
    private readonly Lazy<GateMembers> _gates;
    private readonly Lazy<RouterMembers> _routers;
    private readonly Lazy<CallMembers> _calls;

    /// <summary>Imports the members. From then on, the module references Hotpatch.Runtime.</summary>
    public RuntimeMembers(ModuleDefinition module, ModuleDefinition runtime)
    {
        _module = module;
        _runtime = runtime;
        _gates = new(FindGates);
        _routers = new(FindRouters);
        _calls = new(() => new CallMembers(
            Method(KnownNames.Runtime.HandleList, KnownNames.Runtime.HandleListAddCalls),
            Method(KnownNames.Runtime.HandleList, KnownNames.Runtime.HandleListUseTarget),
            Method(KnownNames.Runtime.DeclaredHandle, KnownNames.Runtime.DeclaredHandleOfAllCalls),
            Method(KnownNames.Runtime.DeclaredHandle, KnownNames.Runtime.DeclaredHandleNotOfAllCalls)));

        Manifest = Type(KnownNames.Runtime.Manifest);
        HandleList = Type(KnownNames.Runtime.HandleList);
        ManifestConstructor = Method(KnownNames.Runtime.Manifest, KnownNames.Framework.Constructor);
        AddMethods = [(4, Add(4)), (2, Add(2)), (1, Add(1))];
        AddWithoutOriginal = Method(KnownNames.Runtime.HandleList, KnownNames.Runtime.HandleListAddWithoutOriginal);
        AddGeneric = Method(KnownNames.Runtime.HandleList, KnownNames.Runtime.HandleListAddGeneric);
        AddGenericWithoutOriginal = Method(KnownNames.Runtime.HandleList, KnownNames.Runtime.HandleListAddGenericWithoutOriginal);
        AddType = Method(KnownNames.Runtime.HandleList, KnownNames.Runtime.HandleListAddType);
        DescribeHandlesConstructor = Method(KnownNames.Runtime.DescribeHandles, KnownNames.Framework.Constructor);
        GenericSlots = Type(KnownNames.Runtime.GenericSlots);
        GenericSlotsConstructor = Method(KnownNames.Runtime.GenericSlots, KnownNames.Framework.Constructor);
        AttachGenericSlots = Method(KnownNames.Runtime.GenericSlots, KnownNames.Runtime.GenericSlotsAttach);
        GetHandle = Method(KnownNames.Runtime.DeclaredHandle, KnownNames.Runtime.DeclaredHandleGet);
        GetInstanceHandle = Method(KnownNames.Runtime.DeclaredHandle, KnownNames.Runtime.DeclaredHandleGetInstance);
        GetGenericHandle = Method(KnownNames.Runtime.DeclaredHandle, KnownNames.Runtime.DeclaredHandleGetGeneric);
        KeepTaskOf = Method(KnownNames.Runtime.DeclaredHandle, KnownNames.Runtime.DeclaredHandleKeepTaskOf);
        WovenAssemblyConstructor = Method(KnownNames.Runtime.WovenAssemblyAttribute, KnownNames.Framework.Constructor);
    }

    public TypeReference Manifest { get; }

    public TypeReference HandleList { get; }

    public MethodReference ManifestConstructor { get; }

    /// <summary>The overloads of <c>HandleList.Add</c> with the number of methods that each adds, the largest first.</summary>
    public IReadOnlyList<(int Count, MethodReference Method)> AddMethods { get; }

    public MethodReference AddWithoutOriginal { get; }

    public MethodReference AddGeneric { get; }

    public MethodReference AddGenericWithoutOriginal { get; }

    public MethodReference AddType { get; }

    public MethodReference DescribeHandlesConstructor { get; }

    public TypeReference GenericSlots { get; }

    public MethodReference GenericSlotsConstructor { get; }

    public MethodReference AttachGenericSlots { get; }

    public MethodReference GetHandle { get; }

    public MethodReference GetInstanceHandle { get; }

    public MethodReference GetGenericHandle { get; }

    public MethodReference KeepTaskOf { get; }

    public MethodReference WovenAssemblyConstructor { get; }

    /// <summary>The members for gates. They are imported only if a method has a gate.</summary>
    public GateMembers Gates => _gates.Value;

    /// <summary>The members for routers. They are imported only if a method needs a router of its own.</summary>
    public RouterMembers Routers => _routers.Value;

    /// <summary>The members for call stubs. They are imported only if there are some.</summary>
    public CallMembers Calls => _calls.Value;

    /// <summary>Returns the open type of the router for a <c>Func</c> or an <c>Action</c>.</summary>
    /// <param name="delegateType">The name of the delegate type.</param>
    /// <param name="arguments">The number of its type arguments.</param>
    public TypeReference RouterOf(string delegateType, int arguments)
    {
        var name = delegateType[0] == 'F' ? RouterNames.Runtime.FuncRouter : RouterNames.Runtime.ActionRouter;
        return Type(arguments == 0 ? name : $"{name}`{arguments}");
    }

    /// <summary>Returns the method that gets the handle of a method with a <c>Func</c> or an <c>Action</c>, generic in its type arguments.</summary>
    /// <param name="delegateType">The name of the delegate type.</param>
    /// <param name="arguments">The number of its type arguments.</param>
    public MethodReference GetHandleOf(string delegateType, int arguments)
        => Method(
            KnownNames.Runtime.DeclaredHandle,
            delegateType[0] == 'F' ? FormattableString.Invariant($"{KnownNames.Runtime.DeclaredHandleGetFunc}{arguments - 1}") : FormattableString.Invariant($"{KnownNames.Runtime.DeclaredHandleGetAction}{arguments}"));

    private GateMembers FindGates()
        => new(
            Type(KnownNames.Runtime.Gate),
            Type(KnownNames.Runtime.GateCount),
            Method(KnownNames.Runtime.Gate, KnownNames.Runtime.GateDrained),
            Method(KnownNames.Runtime.Gate, KnownNames.Runtime.GateExclusive),
            Method(KnownNames.Runtime.Gate, KnownNames.Runtime.GateFind),
            Method(KnownNames.Runtime.Gate, KnownNames.Runtime.GateEnter),
            Method(KnownNames.Runtime.Gate, KnownNames.Runtime.GateEnterUnlessClosed),
            Method(KnownNames.Runtime.Gate, KnownNames.Runtime.GateAbandon),
            WhenOpen(ofResult: false),
            WhenOpen(ofResult: true),
            Method(KnownNames.Runtime.GateCount, KnownNames.Runtime.GateCountMustWait),
            Method(KnownNames.Runtime.GateCount, KnownNames.Runtime.GateCountExit),
            Method(KnownNames.Runtime.GateCount, KnownNames.Runtime.GateCountTrack),
            Method(KnownNames.Runtime.HandleList, KnownNames.Runtime.HandleListUseGate));

    private RouterMembers FindRouters()
        => new(
            Type(RouterNames.Runtime.Router),
            Type(RouterNames.Runtime.Call),
            Method(RouterNames.Runtime.Router, KnownNames.Framework.Constructor),
            Method(RouterNames.Runtime.Router, RouterNames.Runtime.Begin),
            Method(RouterNames.Runtime.Router, RouterNames.Runtime.BeginWith),
            Method(RouterNames.Runtime.Call, RouterNames.Runtime.IsPassing),
            Method(RouterNames.Runtime.Call, RouterNames.Runtime.Pass),
            Method(RouterNames.Runtime.Router, RouterNames.Runtime.Run),
            Method(RouterNames.Runtime.Router, RouterNames.Runtime.Result),
            Method(RouterNames.Runtime.Router, RouterNames.Runtime.Fault),
            Method(RouterNames.Runtime.Router, RouterNames.Runtime.End),
            Method(RouterNames.Runtime.Router, RouterNames.Runtime.EndVoid));

    private MethodReference Add(int methods)
        => _module.ImportReference(Find(KnownNames.Runtime.HandleList).Methods.Single(
            method => method.Name == KnownNames.Runtime.HandleListAdd && method.Parameters.Count == methods * HandlesOfMethod));

    private MethodReference WhenOpen(bool ofResult)
        => _module.ImportReference(Find(KnownNames.Runtime.Gate).Methods.Single(
            method => method.Name == KnownNames.Runtime.GateWhenOpen && method.HasGenericParameters == ofResult));

    private TypeReference Type(string type) => _module.ImportReference(Find(type));

    private MethodReference Method(string type, string method) => _module.ImportReference(Find(type).SingleMethod(method));

    private TypeDefinition Find(string type)
        => _runtime.GetType(type) ?? throw new HotpatchWeavingException(
            ErrorCode.RuntimeTooOld, $"{type} was not found in {_runtime.Assembly.Name}. Update the package {KnownNames.Runtime.Assembly}.");
}
