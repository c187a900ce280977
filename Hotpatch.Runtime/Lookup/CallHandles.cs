using System.Reflection;
using System.Runtime.CompilerServices;
using Hotpatch.Handles;

namespace Hotpatch.Lookup;

/// <summary>The handles over the calls that all woven assemblies make to a method of another assembly. Thread safe.</summary>
internal static class CallHandles
{
    // By the type that declares the called method, which the handles keep in memory. They live as long as that type.
    private static readonly ConditionalWeakTable<Type, OfType> Types = new();
    private static readonly List<WeakReference<OfType>> All = [];

    static CallHandles() => AppDomain.CurrentDomain.AssemblyLoad += static (_, loaded) => Join(loaded.LoadedAssembly);

    /// <summary>Gets the handles that were asked for.</summary>
    public static IReadOnlyList<PatchHandle> Used
    {
        get
        {
            lock (All)
                return All.SelectMany(type => type.TryGetTarget(out var known) ? known.Handles : []).ToArray();
        }
    }

    /// <summary>Returns the handle over all calls of a method.</summary>
    /// <param name="method">The called method; an instantiation if it is generic.</param>
    /// <param name="delegateType">The delegate type of the handle, if it is the first one for the method.</param>
    /// <param name="member">A handle of such calls; null if no loaded assembly makes some.</param>
    public static PatchHandle Of(MethodBase method, Type delegateType, PatchHandle? member)
        => Types.GetValue(method.DeclaringType!, static type => Add(new OfType(type))).Get(method, delegateType, member);

    /// <summary>Returns the handle over all calls of a method, if it was asked for before; null otherwise.</summary>
    public static PatchHandle? Find(MethodBase method) => Types.TryGetValue(method.DeclaringType!, out var known) ? known.Find(method) : null;

    /// <summary>Returns the handles of single assemblies' calls to the methods of a type.</summary>
    /// <param name="type">The type that declares the called methods; closed if it is generic.</param>
    /// <param name="typeArguments">The type arguments of a generic method.</param>
    public static IEnumerable<PatchHandle> MembersOf(Type type, Type[] typeArguments)
        => WovenAssembly.Loaded.SelectMany(assembly => MembersIn(assembly, type, typeArguments));

    private static IEnumerable<PatchHandle> MembersIn(WovenAssembly assembly, Type type, Type[] typeArguments)
    {
        if (assembly.FindCalls(type) is not { } calls)
            return [];

        Type[] arguments = [.. type.GetGenericArguments(), .. typeArguments];
        return arguments.Length == 0 ? calls.Handles
            : calls.Generics.Where(generic => generic.Open.GetGenericArguments().Length == arguments.Length)
                .SelectMany(generic => generic.Methods)
                .Select(method => method.TryFor(arguments))
                .OfType<PatchHandle>();
    }

    private static OfType Add(OfType type)
    {
        lock (All)
        {
            All.RemoveAll(other => !other.TryGetTarget(out _));
            All.Add(new WeakReference<OfType>(type));
        }

        return type;
    }

    // An assembly that is loaded later joins before its first call, since .NET raises the event before the load returns.
    private static void Join(Assembly loaded)
    {
        if (loaded.IsDynamic)
            return;

        OfType[] types;
        lock (All)
            types = [.. All.Select(type => type.TryGetTarget(out var known) ? known : null).OfType<OfType>()];

        try
        {
            if (types.Length > 0 && WovenAssembly.Of(loaded) is { IsWoven: true } woven)
                Array.ForEach(types, type => type.Join(woven));
        }
#pragma warning disable CA1031 // Loading the assembly must not fail. If it can't be read, look-ups throw.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>The handles for the methods of one type.</summary>
    private sealed class OfType(Type type)
    {
        private readonly Dictionary<MethodBase, PatchHandle> _handles = [];

        public IReadOnlyList<PatchHandle> Handles
        {
            get
            {
                lock (_handles)
                    return _handles.Values.ToArray();
            }
        }

        public PatchHandle? Find(MethodBase method)
        {
            lock (_handles)
                return _handles.TryGetValue(method, out var known) ? known : null;
        }

        public PatchHandle Get(MethodBase method, Type delegateType, PatchHandle? member)
        {
            if (Find(method) is { } found)
                return found;

            // Without the lock, since it runs code of the assemblies. If two threads get here, one of the two handles stays, and joins all members.
            var created = Create(method, delegateType, member);
            lock (_handles)
            {
                if (_handles.TryGetValue(method, out var known))
                    return known;

                _handles.Add(method, created);
            }

            foreach (var other in MembersOf(type, TypeArgumentsOf(method)).Where(other => other.Method == method))
                created.Calls!.Add(other);

            return created;
        }

        public void Join(WovenAssembly assembly)
        {
            foreach (var handle in Handles)
            {
                foreach (var member in MembersIn(assembly, type, TypeArgumentsOf(handle.Method)).Where(member => member.Method == handle.Method))
                    handle.Calls!.Add(member);
            }
        }

        private static PatchHandle Create(MethodBase method, Type delegateType, PatchHandle? member)
        {
            var target = new MethodReference(method.MethodHandle, method.DeclaringType);
            return PatchHandle.Create(new CallSlots(delegateType), target, OriginalOf(target, method, member), target);
        }

        // A stub's original makes the real call for every kind of method. But this handle must not keep a plug-in in memory.
        private static MethodReference? OriginalOf(MethodReference target, MethodBase method, PatchHandle? member)
            => method.IsConstructor ? member?.OriginalMethod
                : member is null || MayLeave(member.Stub.Module.Assembly) ? target
                : member.OriginalMethod;

        private static bool MayLeave(Assembly assembly)
#if NET
            => assembly.IsCollectible;
#else
            => false;
#endif

        private static Type[] TypeArgumentsOf(MethodBase method) => method.IsGenericMethod ? method.GetGenericArguments() : [];
    }
}
