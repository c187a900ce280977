using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Naming;
using Hotpatch.Routers;

namespace Hotpatch.Lookup;

/// <summary>The look-ups of handles over the calls of all assemblies.</summary>
internal static class CallSearch
{
    private static readonly Type[] Funcs =
    [
        typeof(void), typeof(Func<>), typeof(Func<,>), typeof(Func<,,>), typeof(Func<,,,>), typeof(Func<,,,,>), typeof(Func<,,,,,>), typeof(Func<,,,,,,>), typeof(Func<,,,,,,,>),
    ];

    private static readonly Type[] Actions =
    [
        typeof(Action), typeof(Action<>), typeof(Action<,>), typeof(Action<,,>), typeof(Action<,,,>), typeof(Action<,,,,>), typeof(Action<,,,,,>), typeof(Action<,,,,,,>), typeof(Action<,,,,,,,>),
    ];

    /// <summary>Returns the handle over all calls of the only method of a name, of which some loaded assembly makes patchable calls.</summary>
    public static PatchHandle ByName(Type? type, string? member)
    {
        Require(type, member);
        var found = CallHandles.MembersOf(type!, []).Where(handle => MethodName.IsCalled(handle.Method, member!)).ToArray();
        return found.Select(handle => handle.Method).Distinct().ToArray() switch
        {
            [var method] => CallHandles.Of(method, found[0].DelegateType, found[0]),
            [] => MethodsOf(type!, member!) switch
            {
                [] => throw new PatchTargetException(CallSearchText.NoMember(type!, member!)),
                [var method] when FuncOf(method) is { } signature => CallHandles.Of(method, signature, member: null),
                _ => throw new PatchTargetException(CallSearchText.NoCalls(type!, member!)),
            },
            var several => throw new PatchTargetException(CallSearchText.Several(type!, member!, several)),
        };
    }

    /// <summary>Returns the handle over all calls of the method of a name and a signature.</summary>
    public static PatchHandle<TDelegate> BySignature<TDelegate>(Type? type, string? member, Type[]? typeArguments)
        where TDelegate : Delegate
    {
        Require(type, member);
        if (typeArguments is null || Array.IndexOf(typeArguments, null) >= 0)
            throw new PatchTargetException($"{MethodName.Of(type!)}.{member}: type arguments were expected, but null was found. Pass those of the method, or none.");

        if (type!.ContainsGenericParameters)
            throw new PatchTargetException(CallSearchText.OpenType(type, member!));

        var named = CallHandles.MembersOf(type, typeArguments).Where(handle => MethodName.IsCalled(handle.Method, member!)).ToArray();
        var fitting = Array.Find(named, handle => DelegateMethod.HaveSameSignature(handle.DelegateType, typeof(TDelegate)));
        if (fitting is not null)
            return CallHandles.Of(fitting.Method, typeof(TDelegate), fitting).Typed<TDelegate>();

        var methods = MethodsOf(type, member!).Select(method => Close(method, typeArguments)).OfType<MethodBase>().ToArray();
        if (Array.Find(methods, method => Fits(method, typeof(TDelegate))) is not { } called)
        {
            throw new PatchTargetException(methods.Length == 0
                ? CallSearchText.NoMember(type, member!)
                : CallSearchText.OtherSignature(type, member!, typeof(TDelegate), methods));
        }

        return called.IsConstructor
            ? throw new PatchTargetException(CallSearchText.NoCalls(type, member!))
            : CallHandles.Of(called, typeof(TDelegate), member: null).Typed<TDelegate>();
    }

    /// <summary>Returns the handle of a full name that begins with the assembly that makes the calls; null if the name has no such beginning.</summary>
    public static PatchHandle? ByFullName(string name)
    {
        var end = name.IndexOf(MethodName.CallerEnd);
        if (end < 0)
            return null;

        var caller = name.Substring(0, end);
        var wanted = name.Substring(end + 1);
        var members = WovenAssembly.Loaded.SelectMany(assembly => assembly.Types)
            .Where(type => type.Target is not null)
            .SelectMany(type => type.AllHandles)
            .Where(handle => MethodName.IsMeant(wanted, MethodName.Of(handle.Method)))
            .ToArray();
        if (caller == MethodName.AllCallers)
        {
            return members.Select(handle => handle.Method).Distinct().ToArray() switch
            {
                [var method] => CallHandles.Of(method, members[0].DelegateType, members[0]),
                [] => throw new PatchTargetException(CallSearchText.NoCalls(name)),
                var several => throw new PatchTargetException(HandleSearchText.Ambiguous(name, several.Select(method => MethodName.OfCalls(caller: null, method)))),
            };
        }

        return members.Where(handle => handle.Stub.Module.Assembly.GetName().Name == caller).ToArray() switch
        {
            [var handle] => handle,
            [] => throw new PatchTargetException(CallSearchText.NoCalls(name)),
            var several => throw new PatchTargetException(HandleSearchText.Ambiguous(name, several)),
        };
    }

    private static void Require(Type? type, string? member)
    {
        if (type is null || member is null)
        {
            throw new PatchTargetException(
                $"{(type is null ? "?" : MethodName.Of(type))}.{member ?? "?"}: a type and the name of a member were expected, but null was found. "
                + "Pass both, as in Patchable.Calls(typeof(File), nameof(File.Exists)).");
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070")] // Only for methods that no loaded assembly calls: if they were trimmed, nothing calls them.
    private static MethodBase[] MethodsOf(Type type, string member)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        return [.. type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)).Where(method => MethodName.IsCalled(method, member))];
    }

    [UnconditionalSuppressMessage("Trimming", "IL2060")] // As above.
    [UnconditionalSuppressMessage("AOT", "IL3050")] // As above.
    private static MethodBase? Close(MethodBase method, Type[] typeArguments)
    {
        if (method is not MethodInfo { IsGenericMethodDefinition: true } generic)
            return typeArguments.Length == 0 ? method : null;

        try
        {
            return generic.GetGenericArguments().Length == typeArguments.Length ? generic.MakeGenericMethod(typeArguments) : null;
        }
        catch (ArgumentException)
        {
            // The type arguments don't meet the constraints.
            return null;
        }
    }

    private static bool Fits(MethodBase method, Type delegateType)
    {
        var invoke = DelegateMethod.InvokeOf(delegateType);
        var returned = method is MethodInfo { ReturnType: var type } ? type : method.DeclaringType;
        return invoke is not null && invoke.ReturnType == returned && DelegateMethod.TypesOf(invoke).SequenceEqual(ParametersOf(method));
    }

    private static IEnumerable<Type> ParametersOf(MethodBase method)
    {
        var types = DelegateMethod.TypesOf(method);
        return method.IsStatic || method.IsConstructor ? types
            : types.Prepend(method.DeclaringType!.IsValueType ? method.DeclaringType.MakeByRefType() : method.DeclaringType);
    }

    /// <summary>Returns the <c>Func</c> or <c>Action</c> that has a method's signature; null if none fits, and for constructors.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2055")] // Func and Action ask nothing of their arguments' members.
    [UnconditionalSuppressMessage("AOT", "IL3050")] // Delegate types are classes; an instantiation over values that was not compiled is refused.
    public static Type? FuncOf(MethodBase method)
    {
        if (method is not MethodInfo { ContainsGenericParameters: false, ReturnType: var result })
            return null;

        Type[] types = result == typeof(void) ? [.. ParametersOf(method)] : [.. ParametersOf(method), result];
        var open = result == typeof(void) ? Actions : Funcs;
        return types.Length >= open.Length || Array.Exists(types, type => !PassableParameters.CanBeObject(type) || type.IsByRef) ? null
            : types.Length == 0 ? typeof(Action)
            : open[types.Length].MakeGenericType(types);
    }
}
