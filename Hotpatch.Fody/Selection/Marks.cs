using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>What the attributes of one type say of its methods: the nearest mark counts.</summary>
internal sealed class Marks
{
    private readonly TypeDefinition _type;
    private readonly Func<MethodDefinition, bool> _scope;
    private readonly Dictionary<MethodDefinition, IMemberDefinition> _owners = [];

    /// <param name="type">The type.</param>
    /// <param name="scope">What the assembly's attribute and the configuration say of a method that the source does not mark.</param>
    public Marks(TypeDefinition type, Func<MethodDefinition, bool> scope)
    {
        _type = type;
        _scope = scope;
        foreach (var property in type.Properties)
            AddAccessors(property, property.GetMethod, property.SetMethod);

        foreach (var @event in type.Events)
            AddAccessors(@event, @event.AddMethod, @event.RemoveMethod, @event.InvokeMethod);

        foreach (var (property, accessors) in type.ExtensionProperties())
            AddAccessors(property, accessors);
    }

    public Mark Of(MethodDefinition method)
    {
        // What runs is the implementation, which carries the same attributes. What only declares handles is not woven.
        if (_type.IsExtensionDeclaration() || IsDeclarationOfHandles(_type))
            return Mark.None;

        var byHand = AttributeOf(method, method)
            ?? (_owners.TryGetValue(method, out var owner) ? AttributeOf(owner, method) : null)
            ?? (IsCoveredFromOutside(method) ? AttributeOf(_type, method) : false);

        if (byHand is { } marked)
            return marked ? Mark.ByHand : Mark.None;

        return _scope(method) && !IsInGeneratedType(_type) ? Mark.ByScope : Mark.None;
    }

    /// <summary>
    /// A mark on a type or farther out speaks of the methods, accessors and operators that the source declares: not of constructors,
    /// finalizers and methods without a body of their own, nor of what the compiler adds.
    /// </summary>
    private bool IsCoveredFromOutside(MethodDefinition method)
        => !method.IsConstructor
            && !method.IsAbstract
            && !IsFinalizer(method)
            && !method.IsLambdaOrLocalFunction()
            && (!method.Has(KnownNames.Framework.CompilerGeneratedAttribute) || IsAccessorFromSource(method));

    // The accessors of automatic properties and field-like events are compiler-generated too, but a record's EqualityContract is all its own.
    private bool IsAccessorFromSource(MethodDefinition method)
        => _owners.TryGetValue(method, out var owner)
            && (owner is EventDefinition || _type.Fields.Any(field => field.Name == KnownNames.Compiler.BackingFieldOf(owner.Name)));

    public static bool IsFinalizer(MethodDefinition method)
        => method is { Name: KnownNames.Framework.Finalize, IsVirtual: true, HasParameters: false } && method.ReturnType.IsVoid();

    private static bool? AttributeOf(ICustomAttributeProvider member, MethodDefinition method)
    {
        var patchable = member.Has(KnownNames.Runtime.PatchableAttribute);
        var notPatchable = member.Has(KnownNames.Runtime.NotPatchableAttribute);
        if (patchable && notPatchable)
        {
            throw new HotpatchWeavingException(
                ErrorCode.ContradictoryMarks,
                Refusal.ContradictoryMarks(method.DisplayName()),
                SourceLocation.Of(method));
        }

        return patchable ? true : notPatchable ? false : null;
    }

    private static bool IsDeclarationOfHandles(TypeDefinition? type)
        => type is not null && (type.Has(KnownNames.Runtime.HandlesOfAttribute) || IsDeclarationOfHandles(type.DeclaringType));

    /// <summary>State machines, closures and the like are parts of other methods' bodies.</summary>
    private static bool IsInGeneratedType(TypeDefinition? type)
        => type is not null && (type.IsUnspeakable() || type.Has(KnownNames.Framework.CompilerGeneratedAttribute) || IsInGeneratedType(type.DeclaringType));

    private void AddAccessors(IMemberDefinition owner, params MethodDefinition?[] accessors)
    {
        foreach (var accessor in accessors.OfType<MethodDefinition>())
            _owners[accessor] = owner;
    }
}
