using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Naming;

namespace Hotpatch.Handles;

/// <summary>A layer that is a static method. Its first parameter is a delegate that calls the delegate below.</summary>
internal sealed class MethodLayer : Layer
{
    private readonly Type _delegateType;
    private readonly Type _belowType;
    private readonly MethodInfo _method;

    private MethodLayer(Type delegateType, Type belowType, MethodInfo method, int priority, string? order, string? owner)
        : base(priority, order, owner)
        => (_delegateType, _belowType, _method) = (delegateType, belowType, method);

    public override bool IsForeign => false;

    /// <summary>Gets the guard that counts the layer's faults, with the handle; null for none.</summary>
    public (FaultGuard Guard, PatchHandle Handle)? Guard { get; init; }

    /// <summary>Creates a layer from a method; returns null if the method doesn't fit the handle.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="method">The method; a closed one if it is generic.</param>
    /// <param name="priority">As for <see cref="StackEntry"/>.</param>
    /// <param name="order">As for <see cref="StackEntry"/>.</param>
    /// <param name="owner">As for <see cref="StackEntry"/>.</param>
    /// <param name="problem">If the method doesn't fit: what was expected and what was found.</param>
    /// <param name="guard">The guard that counts the layer's faults; null for none.</param>
    public static MethodLayer? TryCreate(
        PatchHandle handle, MethodInfo method, int priority, string? order, string? owner, out string? problem, FaultGuard? guard = null)
    {
        problem = null;
        if (!handle.HasOriginal)
            problem = $"a target with an original was expected, since a layer calls it, but {handle.Name} has none: {WithoutOriginal.ReasonOf(handle.Method)}";
        else if (!method.IsStatic || method.ContainsGenericParameters)
            problem = $"a static method without open type parameters was expected, but {method} was found";
        else if (BelowTypeOf(method) is not { } belowType)
            problem = $"a first parameter of type {DelegateText.Describe(handle.DelegateType)} was expected, but {method} was found";
        else if (TryRebind(belowType, handle.Original) is not { } below)
            problem = $"a first parameter of type {DelegateText.Describe(handle.DelegateType)} was expected, but {DelegateText.Describe(belowType)} was found";
        else if (TryBind(handle.DelegateType, below, method) is null)
            problem = $"after the first parameter, the signature of {DelegateText.Describe(handle.DelegateType)} was expected, but {method} was found";
        else
            return new MethodLayer(handle.DelegateType, belowType, method, priority, order, owner) { Guard = guard is null ? null : (guard, handle) };

        return null;
    }

    public override Delegate Over(Delegate below)
        => Guard is var (guard, handle)
            ? guard.Protect(handle, Bind(guard.Excuse(handle, below)))
            : Bind(below);

    private Delegate Bind(Delegate below) => TryBind(_delegateType, TryRebind(_belowType, below)!, _method)!;

    private static Type? BelowTypeOf(MethodInfo method)
        => method.GetParameters() is [{ ParameterType: var type }, ..] && type.IsSubclassOf(typeof(Delegate)) && !type.IsAbstract ? type : null;

    [UnconditionalSuppressMessage("Trimming", "IL2075")] // A delegate that exists has its Invoke.
    private static Delegate? TryRebind(Type type, Delegate below)
        => type.IsInstanceOfType(below) ? below : TryBind(type, below, below.GetType().GetMethod("Invoke")!);

    private static Delegate? TryBind(Type type, object first, MethodInfo method)
    {
        try
        {
            return Delegate.CreateDelegate(type, first, method, throwOnBindFailure: false);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
