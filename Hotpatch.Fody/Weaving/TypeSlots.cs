using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// The slot classes of one type: one for its methods, and nested in it one for each generic method. A slot class with type parameters also has a
/// flag, which stubs read first.
/// </summary>
internal sealed class TypeSlots
{
    private readonly WeavingContext _context;
    private readonly SlotClass _class;

    public TypeSlots(WeavingContext context, TypeDefinition type, MemberNames names)
    {
        // internal static class PatchSlots
        var scope = GenericScope.Of(type);
        var definition = GeneratedClass.AddNested(context, type, names.NestedType(KnownNames.Generated.SlotClass), scope);
        _context = context;
        _class = new SlotClass(definition, scope, scope.IsEmpty ? null : context.Flags.Add(MemberNames.IdentifierOf(type)));
    }

    public TypeDefinition Definition => _class.Definition;

    /// <summary>Returns the class for a method's slot, and the slot's name.</summary>
    public (SlotClass Class, string Name) For(MethodDefinition method)
    {
        var name = MemberNames.IdentifierOf(method);
        if (!method.HasGenericParameters)
            return (_class, name);

        // internal static class {name}<{typeParameters}>, nested in PatchSlots
        var scope = GenericScope.Of(method);
        var definition = GeneratedClass.AddNested(_context, _class.Definition, _class.TakeName(name), scope);
        var flag = _context.Flags.Add($"{MemberNames.IdentifierOf(method.DeclaringType)}_{name}");
        return (new SlotClass(definition, scope, flag), KnownNames.Generated.GenericMethodSlot);
    }
}
