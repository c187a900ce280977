using System.Reflection;
using Hotpatch.Naming;

namespace Hotpatch.Lookup;

/// <summary>The searches behind <see cref="Patchable"/>: each gives the one handle that fits, or says why there is none.</summary>
internal static class HandleSearch
{
    private static readonly string[] AccessorPrefixes = ["get_", "set_", "add_", "remove_"];

    public static PatchHandle<TDelegate> ByDelegate<TDelegate>(TDelegate? method)
        where TDelegate : Delegate
    {
        if (method is null)
            throw new PatchTargetException("A delegate of a patchable method was expected, but null was found.");

        if (method.GetInvocationList().Length > 1)
            throw new PatchTargetException("A delegate of one patchable method was expected, but one that calls several was found.");

        var target = method.Method;
        if (method.Target is not null && !IsLambdaOrLocalFunction(target))
            throw new PatchTargetException(HandleSearchText.BoundDelegate(target));

        // Methods made at run time have no declaring type.
        var woven = Woven(target.Module.Assembly, target);
        var handles = target.DeclaringType is { } type ? woven.Find(type)?.Handles : null;
        var handle = handles?.FirstOrDefault(candidate => candidate.Method == target)
            ?? throw new PatchTargetException(HandleSearchText.NotPatchable(target));

        return handle as PatchHandle<TDelegate> ?? throw new PatchTargetException(
            $"{handle.Name}: a delegate of type {DelegateText.Describe(handle.DelegateType)} was expected, "
            + $"but {DelegateText.Describe(typeof(TDelegate))} was found.");
    }

    public static PatchHandle<TDelegate> ByTypeAndName<TDelegate>(Type? type, string? method)
        where TDelegate : Delegate
    {
        if (type is null || method is null)
        {
            throw new PatchTargetException(
                $"{(type is null ? "?" : MethodName.Of(type))}.{method ?? "?"}: a type and a method name were expected, but null was found.");
        }

        var handles = Woven(type.Assembly, type).Find(type)?.Handles ?? [];
        var named = handles.Where(handle => IsNamed(handle.Method, method)).ToArray();
        return named.OfType<PatchHandle<TDelegate>>().FirstOrDefault()
            ?? throw new PatchTargetException(HandleSearchText.NotFound(type, method, typeof(TDelegate), named));
    }

    public static PatchHandle ByName(string? name)
    {
        if (name is null)
            throw new PatchTargetException("The full name of a patchable method was expected, but null was found.");

        var wanted = name.Replace(" ", string.Empty);
        var types = WovenAssembly.Loaded.SelectMany(assembly => assembly.Types).ToArray();
        var found = types.SelectMany(type => Around(type, wanted)).Where(handle => Names(wanted, handle.Name)).ToArray();

        return found.Length switch
        {
            1 => found[0],
            0 => throw new PatchTargetException(HandleSearchText.NotFound(name, types)),
            _ => throw new PatchTargetException(HandleSearchText.Ambiguous(name, found)),
        };
    }

    public static PatchHandle[] ByAssembly(Assembly? assembly)
    {
        if (assembly is null)
            throw new PatchTargetException("A woven assembly was expected, but null was found.");

        return Woven(assembly, subject: null).Handles.ToArray();
    }

    private static WovenAssembly Woven(Assembly assembly, MemberInfo? subject)
    {
        var woven = WovenAssembly.Of(assembly);
        return woven.IsWoven ? woven : throw new NotWovenException(HandleSearchText.NotWoven(assembly, subject));
    }

    /// <summary>Their delegates are bound to what they have captured, which is not part of the handle's signature.</summary>
    private static bool IsLambdaOrLocalFunction(MethodInfo method) => method.Name is ['<', ..];

    private static bool IsNamed(MethodBase method, string name)
        => method.Name == name
            || (method.IsSpecialName && AccessorPrefixes.Any(
                prefix => method.Name.Length == prefix.Length + name.Length
                    && method.Name.StartsWith(prefix, StringComparison.Ordinal)
                    && method.Name.EndsWith(name, StringComparison.Ordinal)));

    /// <summary>The handles of the types whose name the wanted one begins with; no other type's are created.</summary>
    private static IEnumerable<PatchHandle> Around(WovenType type, string wanted)
    {
        if (!wanted.StartsWith(MethodName.Of(type.Type), StringComparison.Ordinal))
            return [];

        return type.Handles.Concat(type.Nested.SelectMany(nested => Around(nested, wanted)));
    }

    /// <summary>Whether the wanted name is this one, or this one without its parameters or a conversion's result.</summary>
    private static bool Names(string wanted, string name)
        => wanted == name
            || (name.Length > wanted.Length && name[wanted.Length] is '(' or '~' && name.StartsWith(wanted, StringComparison.Ordinal));
}
