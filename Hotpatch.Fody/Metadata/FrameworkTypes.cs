using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Types of the framework that woven code names, as the module's own references define them.</summary>
internal sealed class FrameworkTypes
{
    private readonly ModuleDefinition _module;
    private readonly ModuleDefinition[] _definitions;

    public FrameworkTypes(ModuleDefinition module, Func<string, AssemblyDefinition?> resolveAssembly)
    {
        _module = module;
        _definitions = KnownNames.Framework.Assemblies.Select(resolveAssembly).OfType<AssemblyDefinition>().Select(a => a.MainModule).ToArray();
    }

    /// <summary>The type's definition, or null where the target framework has no such type.</summary>
    public TypeDefinition? TryFind(string fullName)
        => _definitions.Select(definition => definition.GetType(fullName)).FirstOrDefault(type => type is not null);

    /// <summary>A reference to the type.</summary>
    /// <exception cref="HotpatchWeavingException">The references do not define it.</exception>
    public TypeReference Get(string fullName) => _module.ImportReference(Find(fullName));

    /// <summary>A reference to the type's constructor.</summary>
    /// <exception cref="HotpatchWeavingException">The references do not define the type.</exception>
    public MethodReference GetConstructor(string fullName) => _module.ImportReference(Find(fullName).SingleMethod(KnownNames.Framework.Constructor));

    private TypeDefinition Find(string fullName)
        => TryFind(fullName) ?? throw new HotpatchWeavingException(
            ErrorCode.UnresolvedReference,
            $"{fullName} was not found in the assemblies that {_module.Assembly.Name.Name} references "
            + $"({string.Join(", ", _definitions.Select(definition => definition.Assembly.Name.Name))}).");
}
