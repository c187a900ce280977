using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Naming;

namespace Hotpatch.Lookup;

/// <summary>
/// The look-ups behind <see cref="Patchable"/>. Each returns the one handle that fits, or throws an exception that says why there is none.
/// </summary>
internal static class HandleSearch
{
    public static PatchHandle<TDelegate> ByDelegate<TDelegate>(TDelegate? method)
        where TDelegate : Delegate
    {
        if (method is null)
        {
            throw new PatchTargetException(
                "A delegate of a patchable method was expected, but null was found. Pass the method, as in Patchable.For(Calculator.Add).");
        }

        if (method.GetInvocationList().Length > 1)
            throw new PatchTargetException("A delegate of one patchable method was expected, but one that calls several was found. Pass the method itself.");

        var target = method.Method;
        if (method.Target is not null && !IsLambdaOrLocalFunction(target))
            throw new PatchTargetException(HandleSearchText.BoundDelegate(target));

        // A method that was generated at run time has no declaring type.
        var woven = Woven(target.Module.Assembly, target);
        var type = target.DeclaringType is { } declaring ? woven.Find(declaring) : null;
        var handle = type is null ? null
            : NotGeneric(type, target)
                ?? HandlesNamed(type, target.DeclaringType!, target.Name, ArgumentsOf(target)).FirstOrDefault(candidate => candidate.Stub == target);
        return (handle ?? throw new PatchTargetException(HandleSearchText.NotPatchable(target))).Typed<TDelegate>();
    }

    // The common case, kept fast: no enumerator is allocated.
    private static PatchHandle? NotGeneric(WovenType type, MethodInfo target)
    {
        var named = type.Index.Named(target.Name);
        for (var i = 0; i < named.Count; i++)
        {
            if (named[i].Stub == target)
                return named[i];
        }

        return null;
    }

    public static PatchHandle<TDelegate> ByTypeAndName<TDelegate>(Type? type, string? method, Type[] typeArguments)
        where TDelegate : Delegate
    {
        var woven = WovenTypeOf(type, method, typeArguments);
        if (type!.IsGenericTypeDefinition)
            throw new PatchTargetException(HandleSearchText.OpenType(type, method!));

        var named = woven is null ? [] : HandlesNamed(woven, type, method!, typeArguments).ToArray();
        return named.OfType<PatchHandle<TDelegate>>().FirstOrDefault() ?? throw NotFound(woven, type, method!, typeof(TDelegate), typeArguments, named);
    }

    /// <summary>Returns the handle of a method by any delegate type that has its signature.</summary>
    public static PatchHandle BySignature(Type type, string method, Type signature, Type[] typeArguments)
    {
        var woven = WovenTypeOf(type, method, typeArguments);
        var named = woven is null ? [] : HandlesNamed(woven, type, method, typeArguments).ToArray();
        return Array.Find(named, handle => DelegateMethod.HaveSameSignature(handle.DelegateType, signature)) ?? throw NotFound(woven, type, method, signature, typeArguments, named);
    }

    /// <summary>Returns the handle of all instantiations of the method of a type that has a full name.</summary>
    public static GenericPatchHandle GenericByFullName(Type type, string name)
        => WovenTypeOf(type, name, [])?.Generics.SelectMany(generic => generic.Methods).FirstOrDefault(handle => handle.Name == name)
            ?? throw new PatchTargetException(HandleSearchText.NotGeneric(type, name.Substring(Math.Min(name.Length, MethodName.Of(type).Length + 1))));

    public static GenericPatchHandle GenericByTypeAndName(Type? type, string? method)
    {
        var named = WovenTypeOf(type, method, [])?.Index.GenericsNamed(method!).Select(generic => generic.Method).ToArray();

        return named switch
        {
            [var handle] => handle,
            null or [] => throw new PatchTargetException(HandleSearchText.NotGeneric(type!, method!)),
            _ => throw new PatchTargetException(
                HandleSearchText.Ambiguous($"{MethodName.Of(type!)}.{method}", named.Select(handle => handle.Name))),
        };
    }

    public static GenericPatchHandle GenericByName(string? name)
    {
        if (name is null)
            throw new PatchTargetException("The full name of a generic patchable method was expected, but null was found. Pass a name such as Shop.Box`1.Get().");

        var wanted = name.Replace(" ", string.Empty);
        var all = WovenAssembly.Loaded.SelectMany(assembly => assembly.GenericHandles).ToArray();
        return all.Where(handle => IsMeant(wanted, handle)).ToArray() switch
        {
            [var handle] => handle,
            [] => throw NotFound(name, all.Select(handle => handle.Name)),
            var found => throw new PatchTargetException(HandleSearchText.Ambiguous(name, found.Select(handle => handle.Name))),
        };
    }

    public static PatchHandle ByName(string? name)
    {
        if (name is null)
        {
            throw new PatchTargetException(
                "The full name of a patchable method was expected, but null was found. Pass a name such as Shop.PriceService.Quote(System.Int32).");
        }

        var wanted = name.Replace(" ", string.Empty);
        if (CallSearch.ByFullName(wanted) is { } calls)
            return calls;

        var loaded = WovenAssembly.Loaded;
        var path = HandleIndex.PathOf(wanted);
        var found = loaded.SelectMany(assembly => assembly.TypesBefore(wanted)).SelectMany(type => In(type, wanted, path)).ToArray();

        return found.Length switch
        {
            1 => found[0],
            0 when GenericNamed(wanted) is { } generic => throw new PatchTargetException(HandleSearchText.Generic(name, generic.Name)),
            0 when UnmarkedMethod.Named(wanted) is { } method => throw new PatchTargetException(HandleSearchText.NotPatchable(method)),
            0 => throw NotFound(
                name,
                loaded.SelectMany(assembly => assembly.Types)
                    .SelectMany(type => type.AllHandles.Select(handle => handle.Name).Concat(type.AllGenericHandles.Select(handle => handle.Name)))),
            _ => throw new PatchTargetException(HandleSearchText.Ambiguous(name, found)),
        };
    }

    public static HandleSet ByAssembly(Assembly? assembly)
    {
        if (assembly is null)
            throw new PatchTargetException("A woven assembly was expected, but null was found. Pass one, as in Patchable.In(typeof(PriceService).Assembly).");

        return Set(new[] { Woven(assembly, subject: null) }, predicate: null);
    }

    /// <summary>Returns the handles of all loaded assemblies that meet a predicate, and of generic methods also the instantiations to come.</summary>
    public static HandleSet ByPredicate(Func<PatchHandle, bool> predicate)
        => Set(
            WovenAssembly.Loaded,
            predicate ?? throw new PatchTargetException("A predicate over handles was expected, but null was found. Pass one, or use Patchable.All."));

    public static GenericPatchHandle[] GenericByAssembly(Assembly? assembly)
    {
        if (assembly is null)
            throw new PatchTargetException("A woven assembly was expected, but null was found. Pass one, as in Patchable.In(typeof(PriceService).Assembly).");

        return Woven(assembly, subject: null).GenericHandles.ToArray();
    }

    /// <summary>
    /// Returns the handle that a generated declaration stands for. The declaration names a type and a method of its own assembly, so both exist.
    /// </summary>
    public static PatchHandle<TDelegate> Declared<TDelegate>(Type type, RuntimeMethodHandle stub)
        where TDelegate : Delegate
        => (PatchHandle<TDelegate>)DeclaringType(type).Handles.First(handle => handle.IsOf(stub));

    /// <summary>Returns the handle of one instantiation that a generated declaration stands for.</summary>
    public static PatchHandle<TDelegate> DeclaredInstance<TDelegate>(Type type, Type slots, RuntimeMethodHandle stub)
        where TDelegate : Delegate
        => (PatchHandle<TDelegate>)DeclaredGeneric(type, stub).For(slots.GetGenericArguments());

    /// <summary>Returns the handle of all instantiations that a generated declaration stands for.</summary>
    public static GenericPatchHandle DeclaredGeneric(Type type, RuntimeMethodHandle stub)
        => DeclaringType(type).Generics.SelectMany(generic => generic.Methods).First(handle => handle.IsOf(stub));

    private static PatchException NotFound(string name, IEnumerable<string> names)
        => UnwovenAssembly.Holding(name) is { } assembly
            ? new NotWovenException(HandleSearchText.NotWoven(name, assembly))
            : new PatchTargetException(HandleSearchText.NotFound(name, names.ToArray()));

    private static PatchTargetException NotFound(WovenType? woven, Type type, string method, Type signature, Type[] typeArguments, PatchHandle[] named)
    {
        var withOtherArguments = named.Length > 0 || woven is null ? [] : NamesOf(woven, method).ToArray();
        return new PatchTargetException(withOtherArguments.Length > 0
            ? HandleSearchText.OtherArguments(type, method, typeArguments, withOtherArguments)
            : HandleSearchText.NotFound(type, method, signature, named));
    }

    private static WovenType DeclaringType(Type type) => WovenAssembly.Of(type.Assembly).Find(type)!;

    private static WovenAssembly Woven(Assembly assembly, MemberInfo? subject)
    {
        var woven = WovenAssembly.Of(assembly);
        return woven.IsWoven ? woven : throw new NotWovenException(HandleSearchText.NotWoven(assembly, subject));
    }

    private static WovenType? WovenTypeOf(Type? type, string? method, Type[]? typeArguments)
    {
        if (type is null || method is null || typeArguments is null)
        {
            throw new PatchTargetException(
                $"{(type is null ? "?" : MethodName.Of(type))}.{method ?? "?"}: a type and a method name were expected, but null was found. "
                + "Pass both, as in Patchable.For<…>(typeof(PriceService), \"Quote\").");
        }

        return Woven(type.Assembly, type).Find(type);
    }

    /// <summary>
    /// Returns the handles of a type's methods of one name. For a generic method, the handle is that of the instantiation for the type arguments, if
    /// they meet the constraints.
    /// </summary>
    private static IEnumerable<PatchHandle> HandlesNamed(WovenType woven, Type type, string name, Type[] typeArguments)
    {
        Type[] arguments = [.. type.GetGenericArguments(), .. typeArguments];
        var named = typeArguments.Length > 0 ? [] : woven.Index.Named(name);
        var generic = woven.Index.GenericsNamed(name).Where(found => found.Class.Open.GetGenericArguments().Length == arguments.Length);
        return named.Concat(generic.Select(found => found.Method.TryFor(arguments)).OfType<PatchHandle>());
    }

    /// <summary>Returns the full names of a type's methods of one name, generic or not.</summary>
    private static IEnumerable<string> NamesOf(WovenType woven, string name)
        => woven.Index.Named(name).Select(handle => handle.Name).Concat(woven.Index.GenericsNamed(name).Select(found => found.Method.Name));

    private static GenericPatchHandle? GenericNamed(string wanted)
        => WovenAssembly.Loaded.SelectMany(assembly => assembly.GenericHandles).FirstOrDefault(handle => IsMeant(wanted, handle));

    private static bool IsMeant(string wanted, GenericPatchHandle handle) => MethodName.IsMeant(wanted, handle.Name) || MethodName.IsMeantGeneric(wanted, handle.Name);

    private static Type[] ArgumentsOf(MethodInfo method) => method.IsGenericMethod ? method.GetGenericArguments() : [];

    /// <summary>
    /// Returns whether the compiler generated a method for a lambda or a local function. Its delegates are bound to an instance that is not part of
    /// the handle's signature.
    /// </summary>
    private static bool IsLambdaOrLocalFunction(MethodInfo method) => method.Name is ['<', ..];

    /// <summary>
    /// Returns the handles of a given name in a type, and in the nested types whose names it begins with. Creates no other type's handles.
    /// </summary>
    private static IEnumerable<PatchHandle> In(WovenType type, string wanted, string path)
        => type.Index.WithPath(path)
            .Concat(type.Generics.SelectMany(generic => generic.Handles))
            .Where(handle => MethodName.IsMeant(wanted, handle.Name))
            .Concat(type.Nested.Where(nested => wanted.StartsWith(nested.Name, StringComparison.Ordinal)).SelectMany(nested => In(nested, wanted, path)));

    private static HandleSet Set(IReadOnlyList<WovenAssembly> assemblies, Func<PatchHandle, bool>? predicate)
        => new(
            [.. assemblies.SelectMany(assembly => assembly.Handles).Where(predicate ?? (_ => true))],
            assemblies.SelectMany(assembly => assembly.GenericHandles).ToArray(),
            predicate ?? (_ => true));
}
