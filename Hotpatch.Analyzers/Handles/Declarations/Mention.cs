using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>A mention of a type's handles, such as <c>PriceService.Patches</c>, by the last name before the dot.</summary>
internal static class Mention
{
    public const string Property = "Patches";

    public static bool IsOne(SyntaxNode node, CancellationToken cancellation)
        => node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: Property, Expression: NameSyntax or MemberAccessExpressionSyntax };

    public static string NameIn(GeneratorSyntaxContext context, CancellationToken cancellation)
        => ((MemberAccessExpressionSyntax)context.Node).Expression switch
        {
            NameSyntax name => Names.Last(name),
            MemberAccessExpressionSyntax { Name: var name } => Names.Last(name),
            _ => string.Empty,
        };
}
