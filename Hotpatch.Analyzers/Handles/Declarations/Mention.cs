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

    /// <summary>Whether the node names a handle class, such as <c>PriceServicePatches</c>.</summary>
    public static bool IsClass(SyntaxNode node, CancellationToken cancellation)
        => node is SimpleNameSyntax { Identifier.ValueText: var name } && IsClassName(name);

    /// <summary>Returns the name of the handle class, without a number at the end.</summary>
    public static string ClassIn(GeneratorSyntaxContext context, CancellationToken cancellation) => WithoutNumber(((SimpleNameSyntax)context.Node).Identifier.ValueText);

    /// <summary>Whether a name is one that a handle class may have.</summary>
    public static bool IsClassName(string name)
        => name.Length > Property.Length && WithoutNumber(name) is var text && text.Length > Property.Length && text.EndsWith(Property, StringComparison.Ordinal);

    public static string WithoutNumber(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    public static string NameIn(GeneratorSyntaxContext context, CancellationToken cancellation)
        => ((MemberAccessExpressionSyntax)context.Node).Expression switch
        {
            NameSyntax name => Names.Last(name),
            MemberAccessExpressionSyntax { Name: var name } => Names.Last(name),
            PredefinedTypeSyntax { Keyword: var keyword } => Keywords.TryGetValue(keyword.Kind(), out var name) ? name : string.Empty,
            _ => string.Empty,
        };
}
