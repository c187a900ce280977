using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// The generated class with the flags of all generic slot classes. It is outside all generic types, so that a stub reads a flag as fast as any static
/// field. The class is added with its first member.
/// </summary>
internal sealed class FlagClass(ModuleDefinition module, FrameworkTypes framework)
{
    private readonly HashSet<string> _names = [];
    private TypeDefinition? _class;

    // internal static class PatchedGenerics
    public TypeDefinition Definition => _class ??= GeneratedClass.AddTopLevel(module, framework, KnownNames.Generated.FlagClass);

    // internal static bool {name};
    public FieldDefinition Add(string name)
    {
        var flag = new FieldDefinition(TakeName(name), FieldAttributes.Assembly | FieldAttributes.Static, module.TypeSystem.Boolean);
        Definition.Fields.Add(flag);
        return flag;
    }

    /// <summary>Returns the name, with a number if the class has a member of that name.</summary>
    public string TakeName(string name) => MemberNames.MakeUnique(name, _names);
}
