using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Finds the framework types that woven code uses in the module's own references.</summary>
internal sealed class FrameworkTypes
{
    private readonly ModuleDefinition _module;
    private readonly ModuleDefinition[] _definitions;
    private readonly Dictionary<string, TypeReference> _types = [];
    private readonly Dictionary<string, MethodReference?> _constructors = [];

    public FrameworkTypes(ModuleDefinition module, Func<string, AssemblyDefinition?> resolveAssembly)
    {
        _module = module;
        _definitions = KnownNames.Framework.Assemblies.Select(resolveAssembly).OfType<AssemblyDefinition>().Select(a => a.MainModule).ToArray();
    }

    /// <summary>Returns a reference to the type.</summary>
    /// <exception cref="HotpatchWeavingException">No reference defines the type.</exception>
    public TypeReference Get(string fullName)
    {
        if (!_types.TryGetValue(fullName, out var type))
            _types.Add(fullName, type = _module.ImportReference(Find(fullName)));

        return type;
    }

    /// <summary>
    /// Returns the module's own definition of the type, which a project for an older framework may have, or a reference to the framework's type.
    /// Returns null if there is neither.
    /// </summary>
    public TypeReference? TryGet(string fullName)
    {
        if (_types.TryGetValue(fullName, out var type))
            return type;

        type = _module.GetType(fullName) ?? (TryFind(fullName) is { } found ? _module.ImportReference(found) : null);
        if (type is not null)
            _types.Add(fullName, type);

        return type;
    }

    /// <summary>Returns a reference to the type's constructor, or null if the target framework has no such type.</summary>
    public MethodReference? TryGetConstructor(string fullName)
    {
        if (!_constructors.TryGetValue(fullName, out var constructor))
        {
            var type = TryFind(fullName);
            constructor = type is null ? null : _module.ImportReference(type.SingleMethod(KnownNames.Framework.Constructor));
            _constructors.Add(fullName, constructor);
        }

        return constructor;
    }

    private TypeDefinition? TryFind(string fullName)
        => _definitions.Select(definition => definition.GetType(fullName)).FirstOrDefault(type => type is not null);

    private TypeDefinition Find(string fullName)
        => TryFind(fullName) ?? throw new HotpatchWeavingException(
            ErrorCode.UnresolvedReference,
            $"{fullName} was not found in the assemblies that {_module.Assembly.Name.Name} references "
            + $"({string.Join(", ", _definitions.Select(definition => definition.Assembly.Name.Name))}).");
}
