using System.Reflection;
using System.Runtime.CompilerServices;
using Hotpatch.Woven;

namespace Hotpatch.Lookup;

/// <summary>One woven assembly's types with handles, found through the manifest that the weaver wrote.</summary>
internal sealed class WovenAssembly
{
    // Weak, so that an assembly whose handles were looked up can still be unloaded. An entry without types is not woven.
    private static readonly ConditionalWeakTable<Assembly, WovenAssembly> Known = new();

    private readonly IReadOnlyList<WovenType> _types;
    private readonly Dictionary<Type, WovenType> _byType;
    private readonly Lazy<Dictionary<string, WovenType>> _byName;

    private WovenAssembly(bool isWoven, IReadOnlyList<WovenType> types)
    {
        IsWoven = isWoven;
        _types = types;
        _byType = types.ToDictionary(type => type.Type);
        _byName = new(() => types.ToDictionary(type => type.Type.FullName!, StringComparer.Ordinal));
    }

    public bool IsWoven { get; }

    public IReadOnlyList<WovenType> Types => _types;

    public IEnumerable<PatchHandle> Handles => _types.SelectMany(type => type.AllHandles);

    /// <summary>As <see cref="Handles"/>, but only those that somebody has asked for: no other can be patched.</summary>
    public IEnumerable<PatchHandle> UsedHandles => _types.SelectMany(type => type.UsedHandles);

    public IEnumerable<GenericPatchHandle> GenericHandles => _types.SelectMany(type => type.AllGenericHandles);

    /// <summary>What is woven of an assembly.</summary>
    /// <exception cref="ContractVersionException">It was woven for a newer runtime.</exception>
    public static WovenAssembly Of(Assembly assembly) => Known.GetValue(assembly, Read);

    /// <summary>The woven assemblies among those that are loaded.</summary>
    public static IReadOnlyList<WovenAssembly> Loaded => LoadedAssemblies.Woven;

    /// <summary>
    /// Those of which somebody has asked for a handle; no other has anything to take back. None is read for it, so that one that cannot be, such as one
    /// that was woven for a newer runtime, is in nobody's way.
    /// </summary>
    public static IEnumerable<WovenAssembly> Used
        => AppDomain.CurrentDomain.GetAssemblies().Select(assembly => Known.TryGetValue(assembly, out var woven) ? woven : null).OfType<WovenAssembly>();

    /// <summary>The top-level types whose full names a method's begins with.</summary>
    public IEnumerable<WovenType> TypesBefore(string methodName)
    {
        for (var i = 1; i < methodName.Length && methodName[i] != '('; i++)
        {
            if (methodName[i] is '.' or '+' or '<' && _byName.Value.TryGetValue(methodName.Substring(0, i), out var type))
                yield return type;
        }
    }

    /// <summary>The type's entry, or null where it has no patchable methods. Instantiations have their definition's.</summary>
    public WovenType? Find(Type type)
        => type.IsGenericType && !type.IsGenericTypeDefinition ? Find(type.GetGenericTypeDefinition())
            : type.DeclaringType is { } outer ? Find(outer)?.Nested.FirstOrDefault(nested => nested.Type == type)
            : _byType.TryGetValue(type, out var found) ? found : null;

    /// <summary>The entry of a type by its full name, nested types with <c>+</c>; null where it has no patchable methods.</summary>
    public WovenType? Find(string fullName)
    {
        var parts = fullName.Split('+');
        var type = _byName.Value.TryGetValue(parts[0], out var found) ? found : null;
        for (var i = 1; i < parts.Length && type is not null; i++)
            type = type.Nested.FirstOrDefault(nested => nested.Type.Name == parts[i]);

        return type;
    }

    private static WovenAssemblyAttribute? MarkOf(Assembly assembly)
    {
#if NET
        // A patch library that was refused because of its attributes is there until it is collected; it must not fail those who look for handles.
        if (assembly.IsCollectible)
        {
            try
            {
                return assembly.GetCustomAttribute<WovenAssemblyAttribute>();
            }
#pragma warning disable CA1031 // What the runtime throws there depends on what is damaged.
            catch (Exception)
#pragma warning restore CA1031
            {
                return null;
            }
        }
#endif
        return assembly.GetCustomAttribute<WovenAssemblyAttribute>();
    }

    private static WovenAssembly Read(Assembly assembly)
    {
        if (MarkOf(assembly) is not { } woven)
            return new WovenAssembly(isWoven: false, []);

        if (woven.ContractVersion > Contract.Version)
        {
            throw new ContractVersionException(
                $"{assembly.GetName().Name} was woven for version {woven.ContractVersion} of the contract between woven code and "
                + $"Hotpatch.Runtime, but the Hotpatch.Runtime that runs ({typeof(Contract).Assembly.GetName().Version}) serves versions "
                + $"up to {Contract.Version}. Update the package Hotpatch.Runtime.");
        }

        var list = new HandleList(type: null);
        ((Manifest)Activator.CreateInstance(woven.Manifest)!).Describe(list);
        return new WovenAssembly(isWoven: true, list.Types.Select(type => new WovenType(type)).ToArray());
    }
}
