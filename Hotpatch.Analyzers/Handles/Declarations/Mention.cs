using Hotpatch.Analyzers.Handles.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>A mention of a type's handles, such as <c>PriceService.Patches</c>, by the last name before the dot.</summary>
internal static class Mention
{
    public const string Property = HandleClass.Patches;

    private static readonly Dictionary<SyntaxKind, string> Keywords = new()
    {
        [SyntaxKind.BoolKeyword] = nameof(Boolean),
        [SyntaxKind.ByteKeyword] = nameof(Byte),
        [SyntaxKind.CharKeyword] = nameof(Char),
        [SyntaxKind.DecimalKeyword] = nameof(Decimal),
        [SyntaxKind.DoubleKeyword] = nameof(Double),
        [SyntaxKind.FloatKeyword] = nameof(Single),
        [SyntaxKind.IntKeyword] = nameof(Int32),
        [SyntaxKind.LongKeyword] = nameof(Int64),
        [SyntaxKind.ObjectKeyword] = nameof(Object),
        [SyntaxKind.SByteKeyword] = nameof(SByte),
        [SyntaxKind.ShortKeyword] = nameof(Int16),
        [SyntaxKind.StringKeyword] = nameof(String),
        [SyntaxKind.UIntKeyword] = nameof(UInt32),
        [SyntaxKind.ULongKeyword] = nameof(UInt64),
        [SyntaxKind.UShortKeyword] = nameof(UInt16),
    };

    public static bool IsOne(SyntaxNode node, CancellationToken cancellation)
        => node is MemberAccessExpressionSyntax
        {
            Name.Identifier.ValueText: HandleClass.Patches or HandleClass.CallPatches,
            Expression: NameSyntax or MemberAccessExpressionSyntax or PredefinedTypeSyntax,
        };

    public static string NameIn(GeneratorSyntaxContext context, CancellationToken cancellation)
        => ((MemberAccessExpressionSyntax)context.Node).Expression switch
        {
            NameSyntax name => Names.Last(name),
            MemberAccessExpressionSyntax { Name: var name } => Names.Last(name),
            PredefinedTypeSyntax { Keyword: var keyword } => Keywords.TryGetValue(keyword.Kind(), out var name) ? name : string.Empty,
            _ => string.Empty,
        };
}
