using Hotpatch.Fody.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Which methods the source and the configuration mark, by the weaver's rules: the nearest mark counts.</summary>
internal static class SymbolMarks
{
    public static Mark Of(IMethodSymbol method, PatchableScope scope)
    {
        // What runs is the implementation, which carries the same attributes.
        if (ExtensionMembers.IsBlock(method.ContainingType))
            return Mark.None;

        var byHand = AttributeOf(method)
            ?? ((ExtensionMembers.DeclarationOf(method) ?? method).AssociatedSymbol is { } owner ? AttributeOf(owner) : null)
            ?? (IsCoveredFromOutside(method) ? AttributeOf(method.ContainingType) ?? (InheritedSymbolMarks.Find(method) is null ? null : true) : false);

        if (byHand is { } marked)
            return marked && !IsMarkedForOverrides(method) ? Mark.ByHand : Mark.None;

        return scope.Covers(method) && !IsInGeneratedType(method) ? Mark.ByScope : Mark.None;
    }

    /// <summary>True for [Patchable], false for [NotPatchable], which wins where the build will complain of both; null for neither.</summary>
    public static bool? AttributeOf(ISymbol symbol)
        => Has(symbol, SymbolNames.NotPatchableAttribute) ? false
            : Has(symbol, SymbolNames.PatchableAttribute) ? true
            : null;

    // A mark that overrides inherit speaks of an abstract method's overrides, since there is nothing else to weave.
    private static bool IsMarkedForOverrides(IMethodSymbol method)
        => method.IsAbstract
            && (InheritedSymbolMarks.IsInherited(method) || (method.AssociatedSymbol is { } owner && InheritedSymbolMarks.IsInherited(owner)));

    // By the last name first, since this is asked of every member and the whole name is made anew each time.
    public static bool Has(ISymbol symbol, string attribute)
        => symbol.GetAttributes().Any(candidate => candidate.AttributeClass is { } type
            && attribute.EndsWith(type.Name, StringComparison.Ordinal)
            && type.ToDisplayString() == attribute);

    /// <summary>
    /// A mark on a type or farther out speaks of the methods, accessors and operators that the source declares: not of constructors,
    /// finalizers and methods without a body of their own, nor of what the compiler adds.
    /// </summary>
    public static bool IsCoveredFromOutside(IMethodSymbol method)
        => method.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor
                or MethodKind.LocalFunction or MethodKind.AnonymousFunction or MethodKind.DelegateInvoke)
            && !method.IsAbstract
            && (IsWritten(method) || IsAccessorFromSource(method));

    // Generators may say that what they write is the compiler's; the weaver cannot tell the two apart. In a referenced assembly the accessors of
    // automatic properties say it too, and their fields are not to be seen.
    private static bool IsWritten(IMethodSymbol method)
        => (!method.IsImplicitlyDeclared || ExtensionMembers.DeclarationOf(method) is not null)
            && !(method.DeclaringSyntaxReferences.Length > 0 && Has(method, SymbolNames.CompilerGeneratedAttribute));

    private static bool IsInGeneratedType(ISymbol member)
        => member.ContainingType is { } type && (Has(type, SymbolNames.CompilerGeneratedAttribute) || IsInGeneratedType(type));

    // The accessors of field-like events and of positional properties are implicit too, but a record's EqualityContract is all its own.
    private static bool IsAccessorFromSource(IMethodSymbol method)
        => method.AssociatedSymbol is IEventSymbol
            || (method.AssociatedSymbol is IPropertySymbol property && method.ContainingType.GetMembers().OfType<IFieldSymbol>()
                .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)));
}
