using Hotpatch.Analyzers.Rules.CallSites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Finds the value of a local or readonly field that is assigned only by its initializer.</summary>
internal sealed class Initializers(SemanticModel model, CancellationToken cancellation)
{
    /// <summary>Returns the value, or the initializer of the local or field that it is read from. Returns null if the value is not certain.</summary>
    public IOperation? Follow(IOperation value)
    {
        // The limit allows a local that copies a field, and ends a circle of fields.
        for (var depth = 0; depth < 4; depth++)
        {
            value = value.Unwrap();
            ISymbol? variable = value switch
            {
                ILocalReferenceOperation { Local: { IsRef: false } local } => local,
                IFieldReferenceOperation { Field: { IsReadOnly: true } field } => field,
                _ => null,
            };

            if (variable is null)
                return value;

            if (InitializerOf(variable) is not { } initializer)
                return null;

            value = initializer;
        }

        return null;
    }

    /// <summary>Returns the semantic model for a declaration, which may be in another file.</summary>
#pragma warning disable RS1030 // Only for the rare patch whose handle or replacement is declared in another file.
    public SemanticModel ModelOf(SyntaxNode node) => node.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(node.SyntaxTree);
#pragma warning restore RS1030

    private IOperation? InitializerOf(ISymbol variable)
    {
        if (variable.DeclaringSyntaxReferences is not [var reference]
            || reference.GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } initializer } declarator
            || IsAssignedAgain(variable, declarator))
        {
            return null;
        }

        return ModelOf(initializer).GetOperation(initializer, cancellation);
    }

    private bool IsAssignedAgain(ISymbol variable, VariableDeclaratorSyntax declarator)
    {
        // A readonly field can be assigned only in the constructors of its type, in any file.
        IEnumerable<SyntaxNode> places = variable is IFieldSymbol
            ? variable.ContainingType.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation))
            : [declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not GlobalStatementSyntax) ?? declarator.SyntaxTree.GetRoot(cancellation)];

        return places.Any(place => place.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == variable.Name
            && IsTarget(name)
            && SymbolEqualityComparer.Default.Equals(ModelOf(name).GetSymbolInfo(name, cancellation).Symbol, variable)));
    }

    private static bool IsTarget(IdentifierNameSyntax name)
    {
        // a = …, this.a = …, (a, b) = …, out a, ref a
        SyntaxNode place = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        while (place.Parent is ArgumentSyntax { Parent: TupleExpressionSyntax tuple })
            place = tuple;

        return place.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == place,
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
            RefExpressionSyntax => true,
            _ => false,
        };
    }
}
