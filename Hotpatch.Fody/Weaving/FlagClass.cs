using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// The generated class that holds the flags of generic slot classes: outside all generic types, so that reading one costs what a plain
/// field costs. It is added to the module with its first member.
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

    /// <summary>The name, with a number where the class has such a member.</summary>
    public string TakeName(string name) => MemberNames.MakeUnique(name, _names);
}
