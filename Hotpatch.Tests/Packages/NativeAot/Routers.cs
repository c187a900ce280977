using System.Runtime.CompilerServices;
using Hotpatch;
using Hotpatch.Woven;

/// <summary>Handles by name have routers without a JIT. No router is in use here, so a call through one must fail where it would pick a target.</summary>
internal static class Routers
{
    private const string Runtime = ", Hotpatch.Runtime";

    public static void Check()
    {
        CheckCall(Parser.Patches.TryRead, () => Parser.TryRead("4", out _));
        CheckCall(Parser.Patches.Drained, () => Parser.Drained(1));
        CheckCall(Counter.Patches.Grow, () => new Counter().Grow(1));
        CheckCall(Parser.Patches.Sum, () => Parser.Sum([1, 2]));
        CheckCall(Box<string>.Patches.Get, () => new Box<string>("a").Get());
        CheckCall(Box<Guid>.Patches.Get, () => new Box<Guid>(Guid.Empty).Get());
        CheckCall(Box.Patches.Echo<double>(), () => Box.Echo(2d));
    }

    private static void CheckCall<TDelegate>(PatchHandle<TDelegate> handle, Action call)
        where TDelegate : Delegate
    {
        var router = TryCreate(RoutersOf(handle)) ?? throw new InvalidOperationException($"{handle.Name} has no router.");
        using (handle.PatchScoped((TDelegate)Bind(router, typeof(TDelegate), None())))
        {
            try
            {
                call();
            }
            catch (InvalidOperationException exception) when (exception.Message == "The router is not in use yet.")
            {
                return;
            }
        }

        throw new InvalidOperationException($"{handle.Name} was not called through its router.");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Routers")]
    [return: UnsafeAccessorType("Hotpatch.Handles.RouterSource" + Runtime)]
    private static extern object RoutersOf(PatchHandle handle);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "TryCreate")]
    private static extern Router TryCreate([UnsafeAccessorType("Hotpatch.Handles.RouterSource" + Runtime)] object source);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Bind")]
    private static extern Delegate Bind(Router router, Type delegateType, [UnsafeAccessorType("Hotpatch.Routers.RouterPlan" + Runtime)] object plan);

    private static object None() => GetNone(null);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "get_None")]
    [return: UnsafeAccessorType("Hotpatch.Routers.RouterPlan" + Runtime)]
    private static extern object GetNone([UnsafeAccessorType("Hotpatch.Routers.RouterPlan" + Runtime)] object type);
}
