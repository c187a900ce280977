using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Handles;

/// <summary>Finds the types with methods that are marked by hand: each once, at the first of its marks.</summary>
internal static class MarkedTypes
{
    private static readonly PatchableScope NoScope = new(WholeAssembly: false, Config: null);

    public static TypeHandles? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
        => TypeOf(context.TargetSymbol) is { } type ? Read(context.SemanticModel.Compilation, type, context.TargetNode, cancellation) : null;

    /// <summary>
    /// Whether a node is a list of attributes of something that it does not stand on: the property of a record's parameter, a primary
    /// constructor, the accessors of an event.
    /// </summary>
    public static bool MayMarkAnother(SyntaxNode node, CancellationToken cancellation)
        => node is AttributeListSyntax
        {
            Target.Identifier.ValueText: "property" or "method",
            Parent: ParameterSyntax or BaseTypeDeclarationSyntax or EventFieldDeclarationSyntax,
        };

    public static TypeHandles? ReadAnother(GeneratorSyntaxContext context, CancellationToken cancellation)
        => context.Node.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } declaration
            && context.SemanticModel.GetDeclaredSymbol(declaration, cancellation) is INamedTypeSymbol type
                ? Read(context.SemanticModel.Compilation, type, context.Node, cancellation) : null;

    private static TypeHandles? Read(Compilation compilation, INamedTypeSymbol type, SyntaxNode node, CancellationToken cancellation)
        => FirstMark(type) is { } mark
            && mark.SyntaxTree == node.SyntaxTree
            && node.Span.Contains(mark.Span)
            && TypeReader.CanDeclare(compilation)
                ? new TypeReader(compilation, NoScope).Read(type, cancellation) : null;

    private static INamedTypeSymbol? TypeOf(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        return type is not null && ExtensionMembers.IsBlock(type) ? type.ContainingType : type;
    }

    private static SyntaxReference? FirstMark(INamedTypeSymbol type)
        => type.GetTypeMembers().Where(ExtensionMembers.IsBlock).SelectMany(block => block.GetMembers())
            .Concat(type.GetMembers())
            .Prepend(type)
            .Where(symbol => symbol is not INamedTypeSymbol || symbol.Equals(type, SymbolEqualityComparer.Default))
            .SelectMany(symbol => symbol.GetAttributes())
            .FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == SymbolNames.PatchableAttribute)
            ?.ApplicationSyntaxReference;
}
