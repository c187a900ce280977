using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Finds out which members of a type become methods in the assembly.</summary>
internal static class EmittedMethods
{
    public static bool IsEmitted(IMethodSymbol method)
        => method.MethodKind != MethodKind.StaticConstructor
            && method.ContainingType.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface
            && !IsDefaultConstructorOfStruct(method)
            && !IsPartialWithoutBody(method);

    private static bool IsDefaultConstructorOfStruct(IMethodSymbol method)
        => method is { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true, Parameters.Length: 0, ContainingType.TypeKind: TypeKind.Struct };

    // The compiler drops a partial method without a body if the method needs none. Any other partial method has a body, perhaps from another generator.
    public static bool IsPartialWithoutBody(IMethodSymbol method)
        => method is { IsPartialDefinition: true, PartialImplementationPart: null, ReturnsVoid: true }
            && method.DeclaringSyntaxReferences is [var reference, ..]
            && reference.GetSyntax() is MethodDeclarationSyntax declaration
            && !declaration.Modifiers.Any(modifier => modifier.Kind()
                is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PrivateKeyword);
}
