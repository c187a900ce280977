using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Naming;
using Hotpatch.Woven;

namespace Hotpatch.Handles;

/// <summary>Creates the routers of one method.</summary>
/// <param name="slot">The method's slot.</param>
internal sealed class RouterSource(Slot slot)
{
    private static readonly Type[] Funcs =
    [
        typeof(FuncRouter<>), typeof(FuncRouter<,>), typeof(FuncRouter<,,>), typeof(FuncRouter<,,,>), typeof(FuncRouter<,,,,>),
        typeof(FuncRouter<,,,,,>), typeof(FuncRouter<,,,,,,>), typeof(FuncRouter<,,,,,,,>), typeof(FuncRouter<,,,,,,,,>),
    ];

    private static readonly Type[] Actions =
    [
        typeof(ActionRouter), typeof(ActionRouter<>), typeof(ActionRouter<,>), typeof(ActionRouter<,,>), typeof(ActionRouter<,,,>),
        typeof(ActionRouter<,,,,>), typeof(ActionRouter<,,,,,>), typeof(ActionRouter<,,,,,,>), typeof(ActionRouter<,,,,,,,>),
    ];

    private Func<Router?>? _create;

    /// <summary>Sets how routers are created. A handle that woven code names knows that at compile time.</summary>
    public void Use(Func<Router> create) => _create ??= create;

    /// <summary>Creates routers in the way in which another handle with the same delegate type creates its own.</summary>
    public void UseThoseOf(RouterSource other) => _create ??= other._create;

    /// <summary>Gets whether there is code for the method's signature.</summary>
    public bool CanCreate => (_create ??= Find()) is not null;

    /// <summary>Creates a router; returns null if there is no code for the method's signature.</summary>
    public Router? TryCreate() => (_create ??= Find())?.Invoke();

    // Creates one to see whether that is possible: NativeAOT knows the type of a router whose code it has not compiled.
    private Func<Router?>? Find() => TypeOfRouter() is { } type && TryCreate(type) is not null ? () => TryCreate(type) : null;

    [UnconditionalSuppressMessage("Trimming", "IL2067")] // A router whose constructor was trimmed is refused.
    private static Router? TryCreate(Type type)
    {
        try
        {
            return (Router)Activator.CreateInstance(type, nonPublic: true)!;
        }
        catch (Exception exception) when (exception is MissingMethodException or NotSupportedException)
        {
            // The type was trimmed, or NativeAOT has not compiled this instantiation.
            return null;
        }
    }

    private Type? TypeOfRouter()
    {
        try
        {
            return ShapeOf(slot.DelegateType) ?? slot.WovenRouterType;
        }
        catch (Exception exception) when (exception is NotSupportedException or TypeLoadException)
        {
            return null;
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2055")] // The routers ask nothing of their arguments' members.
    [UnconditionalSuppressMessage("AOT", "IL3050")] // An instantiation that was not compiled is refused.
    private static Type? ShapeOf(Type delegateType)
    {
        if (delegateType == typeof(Action))
            return typeof(ActionRouter);

        if (!delegateType.IsGenericType || delegateType.Assembly != typeof(Func<>).Assembly)
            return null;

        var arguments = delegateType.GetGenericArguments();
        var shapes = delegateType.Name[0] == 'F' ? Funcs : Actions;
        var place = shapes == Funcs ? arguments.Length - 1 : arguments.Length;
        return place < shapes.Length && delegateType.Name.StartsWith(shapes == Funcs ? nameof(Func<int>) : nameof(Action), StringComparison.Ordinal)
            ? shapes[place].MakeGenericType(arguments)
            : null;
    }
}
