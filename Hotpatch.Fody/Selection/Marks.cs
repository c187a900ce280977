using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>What the attributes of one type say of its methods: the nearest mark counts.</summary>
internal sealed class Marks
{
    private readonly TypeDefinition _type;
    private readonly Dictionary<MethodDefinition, IMemberDefinition> _owners = [];

    public Marks(TypeDefinition type)
    {
        _type = type;
        foreach (var property in type.Properties)
            AddAccessors(property, property.GetMethod, property.SetMethod);

        foreach (var @event in type.Events)
            AddAccessors(@event, @event.AddMethod, @event.RemoveMethod, @event.InvokeMethod);
    }

    public bool IsMarked(MethodDefinition method)
        => MarkOf(method, method)
            ?? (_owners.TryGetValue(method, out var owner) ? MarkOf(owner, method) : null)
            ?? (MarkOf(_type, method) ?? false) && IsCoveredByType(method);

    /// <summary>
    /// A mark on a type speaks of the methods, accessors and operators that its source declares: not of constructors, finalizers and
    /// methods without a body of their own, nor of what the compiler adds.
    /// </summary>
    private bool IsCoveredByType(MethodDefinition method)
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

    private static bool? MarkOf(ICustomAttributeProvider member, MethodDefinition method)
    {
        var patchable = member.Has(KnownNames.Runtime.PatchableAttribute);
        var notPatchable = member.Has(KnownNames.Runtime.NotPatchableAttribute);
        if (patchable && notPatchable)
        {
            throw new HotpatchWeavingException(
                ErrorCode.ContradictoryMarks,
                $"{method.DisplayName()} is marked [Patchable] and [NotPatchable] in the same place. Remove one of them.",
                SourceLocation.Of(method));
        }

        return patchable ? true : notPatchable ? false : null;
    }

    private void AddAccessors(IMemberDefinition owner, params MethodDefinition?[] accessors)
    {
        foreach (var accessor in accessors.OfType<MethodDefinition>())
            _owners[accessor] = owner;
    }
}
