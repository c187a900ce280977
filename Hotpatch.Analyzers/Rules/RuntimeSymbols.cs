using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules;

/// <summary>The types of Hotpatch.Runtime that the rules need. They are looked up once for each compilation.</summary>
internal sealed class RuntimeSymbols
{
    // What ends a patch or an observer when it is disposed.
    private static readonly string[] Scopes =
    [
        "Hotpatch.PatchScope", "Hotpatch.PatchLayer", "Hotpatch.GenericPatchScope", "Hotpatch.FlowPatch", "Hotpatch.InstancePatch", "Hotpatch.PatchCanary",
        "Hotpatch.GenericFlowPatch", "Hotpatch.GenericPatchCanary", "Hotpatch.InterceptionSet", "Hotpatch.ObservationSet", "Hotpatch.PatchShadow",
        "Hotpatch.CallObservation", "Hotpatch.CallMetrics", "Hotpatch.CallRecording",
    ];

    private readonly List<INamedTypeSymbol> _scopes;
    private readonly INamedTypeSymbol? _task;
    private readonly INamedTypeSymbol? _valueTask;

    private RuntimeSymbols(Compilation compilation, INamedTypeSymbol patchable)
    {
        Patchable = patchable;
        PatchableAttribute = compilation.GetTypeByMetadataName("Hotpatch.PatchableAttribute");
        NotPatchableAttribute = compilation.GetTypeByMetadataName("Hotpatch.NotPatchableAttribute");
        PatchAttribute = compilation.GetTypeByMetadataName("Hotpatch.PatchAttribute");
        PatchCallsAttribute = compilation.GetTypeByMetadataName("Hotpatch.PatchCallsAttribute");
        PatchHandle = compilation.GetTypeByMetadataName("Hotpatch.PatchHandle");
        TypedPatchHandle = compilation.GetTypeByMetadataName("Hotpatch.PatchHandle`1");
        GenericPatchHandle = compilation.GetTypeByMetadataName("Hotpatch.GenericPatchHandle");
        PatchSet = compilation.GetTypeByMetadataName("Hotpatch.PatchSet");
        PatchLayer = compilation.GetTypeByMetadataName("Hotpatch.PatchLayer");
        _scopes = [.. Scopes.Select(compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>()];
        HandleOfAttribute = compilation.GetTypeByMetadataName("Hotpatch.Woven.HandleOfAttribute");
        HandlesOfAttribute = compilation.GetTypeByMetadataName("Hotpatch.Woven.HandlesOfAttribute");
        CallsOfAttribute = compilation.GetTypeByMetadataName("Hotpatch.Woven.CallsOfAttribute");
        _task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");
        _valueTask = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");
    }

    public INamedTypeSymbol Patchable { get; }

    public INamedTypeSymbol? PatchableAttribute { get; }

    public INamedTypeSymbol? NotPatchableAttribute { get; }

    public INamedTypeSymbol? PatchAttribute { get; }

    /// <summary>The attribute of patches of calls; null if the runtime is older.</summary>
    public INamedTypeSymbol? PatchCallsAttribute { get; }

    public INamedTypeSymbol? PatchHandle { get; }

    public INamedTypeSymbol? TypedPatchHandle { get; }

    public INamedTypeSymbol? GenericPatchHandle { get; }

    public INamedTypeSymbol? PatchSet { get; }

    public INamedTypeSymbol? PatchLayer { get; }

    public INamedTypeSymbol? HandleOfAttribute { get; }

    public INamedTypeSymbol? HandlesOfAttribute { get; }

    /// <summary>The attribute of handle classes for calls; null if the runtime is older.</summary>
    public INamedTypeSymbol? CallsOfAttribute { get; }

    /// <summary>Returns null if the compilation does not reference Hotpatch.Runtime.</summary>
    public static RuntimeSymbols? Find(Compilation compilation)
        => compilation.GetTypeByMetadataName("Hotpatch.Patchable") is { } patchable ? new RuntimeSymbols(compilation, patchable) : null;

    /// <summary>Whether the type is a handle, typed or untyped.</summary>
    public bool IsHandle(ITypeSymbol? type)
        => type is not null && (Is(type.OriginalDefinition, TypedPatchHandle) || Is(type, PatchHandle));

    /// <summary>Whether the type is a scope, a layer, an observer and the like, or a task of one.</summary>
    public bool IsScope(ITypeSymbol? type) => ScopeOf(type) is not null;

    /// <summary>Returns the type of the scope or layer, also for a task of one, or null.</summary>
    public INamedTypeSymbol? ScopeOf(ITypeSymbol? type)
    {
        var isTask = type is INamedTypeSymbol { TypeArguments.Length: 1 } task && (Is(task.OriginalDefinition, _task) || Is(task.OriginalDefinition, _valueTask));
        var scope = isTask ? ((INamedTypeSymbol)type!).TypeArguments[0] : type;
        return _scopes.Exists(known => Is(scope, known)) ? (INamedTypeSymbol)scope! : null;
    }

    /// <summary>Whether the method is <c>Patch</c> of a handle or a similar method, whose first argument is the replacement.</summary>
    public bool IsPatch(IMethodSymbol method)
        => method is { Name: "Patch" or "PatchScoped" or "PatchFlow" or "PatchAsync" or "TryPatch" or "ForcePatch", IsStatic: false, Parameters.Length: > 0 }
            && IsHandle(method.ContainingType);

    /// <summary>Whether the method adds a handle and its replacement to a patch set.</summary>
    public bool IsAddToSet(IMethodSymbol method) => method is { Name: "Add" or "AddFlow", IsStatic: false, Parameters.Length: 2 } && Is(method.ContainingType, PatchSet);

    /// <summary>Whether the method adds a layer to a handle's method.</summary>
    public bool IsWrap(IMethodSymbol method) => method is { Name: "Wrap" or "WrapFlow", IsStatic: false, Parameters.Length: > 0 } && IsHandle(method.ContainingType);

    /// <summary>Whether the method adds a handle and a layer to a patch set.</summary>
    public bool IsWrapInSet(IMethodSymbol method) => method is { Name: "Wrap" or "WrapFlow", IsStatic: false, Parameters.Length: > 1 } && Is(method.ContainingType, PatchSet);

    /// <summary>Whether the method begins a flow patch.</summary>
    public bool IsFlow(IMethodSymbol method)
        => method is { Name: "PatchFlow" or "WrapFlow", IsStatic: false } && (IsHandle(method.ContainingType) || Is(method.ContainingType, GenericPatchHandle));

    /// <summary>Whether the method adds a flow patch to a patch set.</summary>
    public bool IsFlowInSet(IMethodSymbol method) => method.Name is "AddFlow" or "WrapFlow" && Is(method.ContainingType, PatchSet);

    /// <summary>Whether the method is an extension of handles in the class.</summary>
    /// <param name="method">The method.</param>
    /// <param name="container">The class, such as <c>ConditionalPatches</c>.</param>
    public bool IsExtension(IMethodSymbol method, string container)
        => method is { IsStatic: true, Parameters.Length: > 1, ContainingType: { } type }
            && type.Name == container
            && Is(type.ContainingAssembly, Patchable.ContainingAssembly)
            && IsHandle(method.Parameters[0].Type);

    /// <summary>Whether the method is <c>Patchable.For(method)</c>.</summary>
    public bool IsForDelegate(IMethodSymbol method) => IsFor(method) && method.Parameters.Length == 1;

    /// <summary>Whether the method is <c>Patchable.For&lt;TDelegate&gt;(type, name, typeArguments)</c>.</summary>
    public bool IsForName(IMethodSymbol method) => IsFor(method) && method.Parameters.Length > 1;

    /// <summary>Whether the method is <c>Patchable.Calls(type, member)</c> or <c>Patchable.Calls&lt;TDelegate&gt;(type, member, typeArguments)</c>.</summary>
    public bool IsCalls(IMethodSymbol method) => method is { Name: "Calls", Parameters.Length: > 1 } && Is(method.ContainingType, Patchable);

    public static bool Is(ISymbol? symbol, ISymbol? other) => symbol is not null && SymbolEqualityComparer.Default.Equals(symbol, other);

    private bool IsFor(IMethodSymbol method) => method is { Name: "For", Arity: 1 } && Is(method.ContainingType, Patchable);
}
