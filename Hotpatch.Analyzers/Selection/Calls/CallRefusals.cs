using Hotpatch.Fody.Calls;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection.Calls;

/// <summary>Finds out why the calls of a method can't be patchable.</summary>
internal static class CallRefusals
{
    private const string StaticConstructor = "the runtime runs a static constructor, and no code calls it. Name a method that runs it.";
    private const string Finalizer = "the garbage collector runs a finalizer, and no code calls it. Name Dispose, if there is one.";
    private const string Raise = "C# has no call that raises an event of another type. Name a method that raises it.";
    private const string DelegateConstructor = "a delegate is created by an instruction, not by a call that can be replaced. Name Invoke.";
    private const string AbstractConstructor = "only constructors of derived types call the constructor of an abstract type. Name a derived type.";
    private const string StaticInMember = "a static member of an interface is called through a type parameter. Name the member of the type that implements it.";
    private const string VarArgs = "no delegate has __arglist. Call the method in a method of your own, and mark that with [Patchable].";
    private const string Restricted
        = "no delegate can return or reference a TypedReference, ArgIterator or RuntimeArgumentHandle. Mark a method of your own that uses it with [Patchable].";
    private const string Protected
        = "only derived types call a protected member. Call it in a method of your own, and mark that with [Patchable].";
    private const string Hidden = "it is not accessible from this assembly, so nothing here calls it. Name a method that is.";
    private const string Unspeakable = "source can't name it. Mark a method of your own that uses it with [Patchable].";

    /// <summary>Returns the reason, which ends with the way out; null if calls can be patchable.</summary>
    public static string? Find(IMethodSymbol method, Compilation compilation)
        => method.MethodKind switch
        {
            MethodKind.StaticConstructor => StaticConstructor,
            MethodKind.Destructor => Finalizer,
            MethodKind.EventRaise => Raise,
            MethodKind.Constructor when method.ContainingType.TypeKind == TypeKind.Delegate => DelegateConstructor,
            MethodKind.Constructor when method.ContainingType.IsAbstract => AbstractConstructor,
            _ => FindInDeclaration(method, compilation),
        };

    /// <summary>
    /// Returns the method that the compiler calls in place of an override: the first declaration. Returns null for any other method, and for an
    /// override that the compiler calls itself: one with a result type of its own, or one of a struct that the language knows, such as <c>int</c>.
    /// </summary>
    public static IMethodSymbol? ReplacedBy(IMethodSymbol method)
    {
        IMethodSymbol? first = null;
        if (method.ContainingType is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.None })
            return null;

        for (var part = method; part.OverriddenMethod is { } overridden && IsSame(part.ReturnType, overridden.ReturnType); part = overridden)
            first = overridden;

        return first;
    }

    private static string? FindInDeclaration(IMethodSymbol method, Compilation compilation)
        => IsFinalize(method) ? Finalizer
            : method is { IsStatic: true, ContainingType.TypeKind: TypeKind.Interface } && (method.IsAbstract || method.IsVirtual) ? StaticInMember
            : method.IsVararg ? VarArgs
            : IsRestricted(method.ContainingType) || IsRestricted(method.ReturnType) || method.Parameters.Any(parameter => IsRestricted(parameter.Type)) ? Restricted
            : method.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedAndInternal ? Protected
            : !compilation.IsSymbolAccessibleWithin(method, compilation.Assembly)
                ? method.DeclaredAccessibility == Accessibility.ProtectedOrInternal ? Protected : Hidden
            : method.MethodKind != MethodKind.Constructor && !Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(method.MetadataName) ? Unspeakable
            : FindSpecial(method) is { } special ? $"{special}. Mark the method that makes the call with [Patchable]."
            : null;

    private static string? FindSpecial(IMethodSymbol method)
        => method.ContainingAssembly?.Name == "Hotpatch.Runtime" ? "woven code calls it"
            : SpecialMethods.ReasonOf(
                method.ContainingNamespace.ToDisplayString(), new SymbolName(method).Type, method.MetadataName, method.Arity > 0);

    private static bool IsFinalize(IMethodSymbol method)
        => method is { MetadataName: WellKnownMemberNames.DestructorName, IsStatic: false, ReturnsVoid: true, Parameters.IsEmpty: true, Arity: 0, DeclaredAccessibility: Accessibility.Protected };

    private static bool IsRestricted(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_TypedReference or SpecialType.System_ArgIterator or SpecialType.System_RuntimeArgumentHandle;

    // An override of a method in a generic type has that type's arguments, so both types are in the same terms.
    private static bool IsSame(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
