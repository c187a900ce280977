using Hotpatch.Fody.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Reads the marks of source, by the weaver's rules. The nearest mark decides.</summary>
internal static class SymbolMarks
{
    public static Mark Of(IMethodSymbol method, PatchableScope scope)
    {
        // The declarations of an extension block have the same attributes as the implementations, which run.
        if (ExtensionMembers.IsBlock(method.ContainingType))
            return Mark.None;

        var byHand = AttributeOf(method)
            ?? ((ExtensionMembers.DeclarationOf(method) ?? method).AssociatedSymbol is { } owner ? AttributeOf(owner) : null)
            ?? (IsCoveredFromOutside(method) ? AttributeOf(method.ContainingType) ?? (InheritedSymbolMarks.Find(method) is null ? null : true)
                : CanBeNamed(method) && AttributeOf(method.ContainingType) is not false ? null
                : false);

        if (byHand is { } marked)
            return marked && !IsMarkedForOverrides(method) ? Mark.ByHand : Mark.None;

        return scope.Covers(method) && !IsInGeneratedType(method) ? Mark.ByScope : Mark.None;
    }

    /// <summary>Returns true for <c>[Patchable]</c>, false for <c>[NotPatchable]</c> or both (then the build fails), and null for neither.</summary>
    public static bool? AttributeOf(ISymbol symbol)
        => Has(symbol, SymbolNames.NotPatchableAttribute) ? false
            : Has(symbol, SymbolNames.PatchableAttribute) ? true
            : null;

    // On an abstract method, an inherited mark is for the overrides: there is no body to weave.
    private static bool IsMarkedForOverrides(IMethodSymbol method)
        => method.IsAbstract
            && (InheritedSymbolMarks.IsInherited(method) || (method.AssociatedSymbol is { } owner && InheritedSymbolMarks.IsInherited(owner)));

    public static bool Has(ISymbol symbol, string attribute)
        => symbol.GetAttributes().Any(candidate => candidate.AttributeClass is { Arity: 0, ContainingType: null } type && IsNamed(type, attribute, attribute.Length));

    // Compares part by part, from the end: this runs for every member several times, and the full name would be built anew each time.
    private static bool IsNamed(ISymbol symbol, string name, int end)
    {
        var start = end - symbol.Name.Length;
        if (start < 0 || string.CompareOrdinal(name, start, symbol.Name, 0, symbol.Name.Length) != 0)
            return false;

        return symbol.ContainingNamespace is not { IsGlobalNamespace: false } @namespace ? start == 0
            : start > 1 && name[start - 1] == '.' && IsNamed(@namespace, name, start - 1);
    }

    /// <summary>
    /// Whether a mark on the type, the assembly or the configuration covers the method. Such marks cover the methods, accessors and operators that
    /// the source declares. They don't cover constructors, finalizers, abstract methods, and methods that the compiler adds.
    /// </summary>
    public static bool IsCoveredFromOutside(IMethodSymbol method)
        => method.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor
                or MethodKind.LocalFunction or MethodKind.AnonymousFunction or MethodKind.DelegateInvoke)
            && !method.IsAbstract
            && (IsWritten(method) || IsAccessorFromSource(method));

    // A pattern can name constructors of the source: those of a reference can't be marked. The compiler adds the copy constructors of records, and a struct's
    // constructor without parameters is no method.
    private static bool CanBeNamed(IMethodSymbol method)
        => method is { MethodKind: MethodKind.Constructor, ContainingType: { TypeKind: not TypeKind.Delegate } type }
            && !(method.IsImplicitlyDeclared && (type.IsValueType || method.Parameters.Length > 0))
            && !Has(method, SymbolNames.CompilerGeneratedAttribute);

    // Other generators may mark their output as compiler-generated, and the weaver can't tell the two apart. In a referenced assembly, the accessors of
    // automatic properties are marked so too, and their backing fields are not visible. A record's EqualityContract has none.
    private static bool IsWritten(IMethodSymbol method)
        => (!method.IsImplicitlyDeclared || ExtensionMembers.DeclarationOf(method) is not null)
            && !((method.DeclaringSyntaxReferences.Length > 0 || method.AssociatedSymbol is null or { Name: "EqualityContract" })
                && Has(method, SymbolNames.CompilerGeneratedAttribute));

    private static bool IsInGeneratedType(ISymbol member)
        => member.ContainingType is { } type && (Has(type, SymbolNames.CompilerGeneratedAttribute) || IsInGeneratedType(type));

    // The accessors of field-like events and of positional properties are implicit too, but the source declares them. Not so a record's EqualityContract.
    private static bool IsAccessorFromSource(IMethodSymbol method)
        => method.AssociatedSymbol is IEventSymbol
            || (method.AssociatedSymbol is IPropertySymbol property && method.ContainingType.GetMembers().OfType<IFieldSymbol>()
                .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)));
}
