using System.Reflection;
using System.Runtime.CompilerServices;
using Hotpatch.Woven;

namespace Hotpatch.Lookup;

/// <summary>The types with patchable methods of one assembly, read from the manifest that the weaver wrote.</summary>
internal sealed class WovenAssembly
{
    // Weak, so that an assembly whose handles were looked up can still be unloaded. Holds an entry for assemblies that are not woven too.
    private static readonly ConditionalWeakTable<Assembly, WovenAssembly> Known = new();

    private readonly IReadOnlyList<WovenType> _types;
    private readonly Dictionary<Type, WovenType> _byType;
    private readonly Lazy<Dictionary<string, WovenType>> _byName;
    private readonly Dictionary<Type, WovenType> _calls;

    private WovenAssembly(bool isWoven, IReadOnlyList<WovenType> types)
    {
        IsWoven = isWoven;
        _types = types;
        _byType = types.ToDictionary(type => type.Type);
        _calls = types.Where(type => type.Target is not null).ToDictionary(type => type.Target!);
        _byName = new(() => types.ToDictionary(type => type.Type.FullName!, StringComparer.Ordinal));
    }

    public bool IsWoven { get; }

    public IReadOnlyList<WovenType> Types => _types;

    public IEnumerable<PatchHandle> Handles => _types.SelectMany(type => type.AllHandles);

    /// <summary>Gets the handles that were asked for. No other method can be patched.</summary>
    public IEnumerable<PatchHandle> UsedHandles => _types.SelectMany(type => type.UsedHandles);

    /// <summary>Gets the generic handles that were asked for. No other generic method can be patched.</summary>
    public IEnumerable<GenericPatchHandle> UsedGenericHandles => _types.SelectMany(type => type.UsedGenericHandles);

    public IEnumerable<GenericPatchHandle> GenericHandles => _types.SelectMany(type => type.AllGenericHandles);

    /// <summary>Returns the woven part of an assembly; if the assembly is not woven, <see cref="IsWoven"/> is false.</summary>
    /// <exception cref="ContractVersionException">The assembly was woven for a newer runtime.</exception>
    public static WovenAssembly Of(Assembly assembly) => Known.GetValue(assembly, Read);

    /// <summary>Gets the woven assemblies that are loaded.</summary>
    public static IReadOnlyList<WovenAssembly> Loaded => LoadedAssemblies.Woven;

    /// <summary>Gets the assemblies that a look-up has read. No other assembly can have patched methods.</summary>
    /// <remarks>
    /// Reads no further assembly, so that one that can't be read, such as one that was woven for a newer runtime, causes no exception.
    /// </remarks>
    public static IEnumerable<WovenAssembly> Used
        => AppDomain.CurrentDomain.GetAssemblies().Select(assembly => Known.TryGetValue(assembly, out var woven) ? woven : null).OfType<WovenAssembly>();

    /// <summary>Returns the top-level types whose full names a method's full name begins with.</summary>
    public IEnumerable<WovenType> TypesBefore(string methodName)
    {
        for (var i = 1; i < methodName.Length && methodName[i] != '('; i++)
        {
            if (methodName[i] is '.' or '+' or '<' && _byName.Value.TryGetValue(methodName.Substring(0, i), out var type))
                yield return type;
        }
    }

    /// <summary>
    /// Returns the entry of a type; null if it has no patchable methods. For an instantiation, returns the entry of the generic type definition.
    /// </summary>
    public WovenType? Find(Type type)
        => type.IsGenericType && !type.IsGenericTypeDefinition ? Find(type.GetGenericTypeDefinition())
            : type.DeclaringType is { } outer ? Find(outer)?.Nested.FirstOrDefault(nested => nested.Type == type)
            : _byType.TryGetValue(type, out var found) ? found : null;

    /// <summary>Returns the call stubs for the methods of a type; null if the assembly has none. For an instantiation, returns those of the definition.</summary>
    public WovenType? FindCalls(Type target)
        => _calls.TryGetValue(target.IsGenericType ? target.GetGenericTypeDefinition() : target, out var calls) ? calls : null;

    /// <summary>Returns the entry of a type by its full name, with <c>+</c> before nested types; null if it has no patchable methods.</summary>
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
        // A patch library that was refused because of damaged attributes stays loaded until it is collected. It must not make look-ups fail.
        if (assembly.IsCollectible)
        {
            try
            {
                return assembly.GetCustomAttribute<WovenAssemblyAttribute>();
            }
#pragma warning disable CA1031 // Which exception the .NET runtime throws depends on the damage.
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
                $"{assembly.GetName().Name}: can't read its patchable methods. The loaded Hotpatch.Runtime ({typeof(Contract).Assembly.GetName().Version}) "
                + $"supports woven code up to contract version {Contract.Version}, but this assembly was woven for version {woven.ContractVersion}. "
                + "Update the package Hotpatch.Runtime.");
        }

        var list = new HandleList(type: null);
        ((Manifest)Activator.CreateInstance(woven.Manifest)!).Describe(list);
        return new WovenAssembly(isWoven: true, list.Types.Select(type => new WovenType(type)).ToArray());
    }
}
