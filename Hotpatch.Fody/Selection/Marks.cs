using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Reads the marks of one type's methods. The nearest mark decides.</summary>
internal sealed class Marks
{
    private readonly TypeDefinition _type;
    private readonly Func<MethodDefinition, bool> _scope;
    private readonly bool _isDeclaration;
    private readonly bool _isInGeneratedType;
    private readonly Dictionary<MethodDefinition, IMemberDefinition> _owners = [];

    /// <param name="type">The type.</param>
    /// <param name="scope">Whether the assembly's attribute or the configuration covers a method without a mark.</param>
    public Marks(TypeDefinition type, Func<MethodDefinition, bool> scope)
    {
        _type = type;
        _scope = scope;
        _isDeclaration = type.IsExtensionDeclaration() || IsDeclarationOfHandles(type);
        _isInGeneratedType = IsInGeneratedType(type);
        foreach (var property in type.Properties)
        {
            AddAccessor(property, property.GetMethod);
            AddAccessor(property, property.SetMethod);
        }

        foreach (var @event in type.Events)
        {
            AddAccessor(@event, @event.AddMethod);
            AddAccessor(@event, @event.RemoveMethod);
            AddAccessor(@event, @event.InvokeMethod);
        }

        if (!type.HasNestedTypes)
            return;

        foreach (var property in type.ExtensionProperties())
        {
            AddAccessor(property, property.ImplementationOf(property.GetMethod));
            AddAccessor(property, property.ImplementationOf(property.SetMethod));
        }
    }

    public Mark Of(MethodDefinition method)
    {
        // The declarations of an extension block have the same attributes as the implementations, which run. Declarations of handles are not woven.
        if (_isDeclaration)
            return Mark.None;

        var byHand = AttributeOf(method, method)
            ?? (_owners.TryGetValue(method, out var owner) ? AttributeOf(owner, method) : null)
            ?? (IsCoveredFromOutside(method) ? AttributeOf(_type, method) ?? (InheritedMarks.Find(method) is null ? null : true)
                : CanBeNamed(method) && AttributeOf(_type, method) is not false ? null
                : false);

        if (byHand is { } marked)
            return marked && !IsMarkedForOverrides(method) ? Mark.ByHand : Mark.None;

        return !_isInGeneratedType && _scope(method) ? Mark.ByScope : Mark.None;
    }

    /// <summary>Returns the consistency that the nearest mark sets, or null if neither the type nor an inherited mark sets one.</summary>
    public PatchConsistency? ConsistencyOf(MethodDefinition method)
        => ConsistencyIn(method)
            ?? (_owners.TryGetValue(method, out var owner) ? ConsistencyIn(owner) : null)
            ?? ConsistencyIn(_type)
            ?? (InheritedMarks.Find(method) is { } inherited ? ConsistencyIn(inherited) : null);

    public static PatchConsistency? ConsistencyIn(ICustomAttributeProvider member)
        => member.Find(KnownNames.Runtime.PatchableAttribute) is { HasProperties: true, Properties: var properties }
            ? (PatchConsistency?)(int?)properties.FirstOrDefault(property => property.Name == KnownNames.Runtime.PatchableConsistency).Argument.Value
            : null;

    // On an abstract method, an inherited mark is for the overrides: there is no body to weave.
    private bool IsMarkedForOverrides(MethodDefinition method)
        => method.IsAbstract
            && (InheritedMarks.IsInherited(method) || (_owners.TryGetValue(method, out var owner) && InheritedMarks.IsInherited(owner)));

    /// <summary>
    /// Whether a mark on the type, the assembly or the configuration covers the method. Such marks cover the methods, accessors and operators that
    /// the source declares. They don't cover constructors, finalizers, abstract methods, and methods that the compiler adds.
    /// </summary>
    private bool IsCoveredFromOutside(MethodDefinition method)
        => !method.IsConstructor
            && !method.IsAbstract
            && !IsFinalizer(method)
            && !method.IsLambdaOrLocalFunction()
            && (!method.Has(KnownNames.Framework.CompilerGeneratedAttribute) || IsAccessorFromSource(method));

    // Accessors of automatic properties and field-like events are compiler-generated too, but the source declares them. Not so a record's EqualityContract.
    private bool IsAccessorFromSource(MethodDefinition method)
        => _owners.TryGetValue(method, out var owner)
            && (owner is EventDefinition || HasBackingField(owner.Name));

    // Visual Basic names the backing field otherwise. A WithEvents property has a field of that name too, which the source declares.
    private bool HasBackingField(string property)
    {
        var (name, basicName) = (KnownNames.Compiler.BackingFieldOf(property), KnownNames.Compiler.BasicBackingFieldOf(property));
        return _type.Fields.Any(field => field.Name == name
            || (field.Name == basicName
                && field.Has(KnownNames.Framework.CompilerGeneratedAttribute)
                && !field.Has(KnownNames.Framework.AccessedThroughPropertyAttribute)));
    }

    // A pattern can name constructors of the source: those of a reference can't be marked.
    private static bool CanBeNamed(MethodDefinition method)
        => method is { IsConstructor: true, IsStatic: false } && !method.Has(KnownNames.Framework.CompilerGeneratedAttribute);

    public static bool IsFinalizer(MethodDefinition method)
        => method is { Name: KnownNames.Framework.Finalize, IsVirtual: true, HasParameters: false } && method.ReturnType.IsVoid();

    private static bool? AttributeOf(ICustomAttributeProvider member, MethodDefinition method)
    {
        if (!member.HasCustomAttributes)
            return null;

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
        => type is not null && (type.Has(KnownNames.Runtime.HandlesOfAttribute) || type.Has(KnownNames.Runtime.CallsOfAttribute) || IsDeclarationOfHandles(type.DeclaringType));

    /// <summary>Whether the type, or a type around it, holds parts of other methods' bodies: state machines, closures and the like.</summary>
    private static bool IsInGeneratedType(TypeDefinition? type)
        => type is not null && (type.IsUnspeakable() || type.Has(KnownNames.Framework.CompilerGeneratedAttribute) || IsInGeneratedType(type.DeclaringType));

    private void AddAccessor(IMemberDefinition owner, MethodDefinition? accessor)
    {
        if (accessor is not null)
            _owners[accessor] = owner;
    }
}
