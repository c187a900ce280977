using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection.Calls;

/// <summary>Finds the methods of a type to which calls can be patchable.</summary>
internal static class CallableMethods
{
    /// <summary>Returns the methods that a call stub can call.</summary>
    public static IEnumerable<IMethodSymbol> Of(INamedTypeSymbol type, Compilation compilation)
        => Visible(type, compilation.Assembly)
            .Where(method => CallRefusals.ReplacedBy(method) is null && CallRefusals.Find(method, compilation) is null);

    /// <summary>
    /// Returns the methods that an assembly sees, those of derived types included. Editors see private methods of other projects too, and the build
    /// does not; names must not depend on that.
    /// </summary>
    public static IEnumerable<IMethodSymbol> Visible(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        var isFriend = type.ContainingAssembly?.GivesAccessTo(assembly) == true;
        return type.GetMembers().OfType<IMethodSymbol>().Where(method => IsMethod(method) && method.DeclaredAccessibility switch
        {
            Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
            Accessibility.Internal or Accessibility.ProtectedAndInternal => isFriend,
            _ => false,
        });
    }

    private static bool IsMethod(IMethodSymbol method)
        => method.ContainingType.TypeKind == TypeKind.Delegate ? method.MethodKind != MethodKind.Constructor : EmittedMethods.IsEmitted(method);
}
