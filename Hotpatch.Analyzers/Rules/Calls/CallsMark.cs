using System.Collections.Immutable;
using Hotpatch.Analyzers.Selection.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Rules.Calls;

/// <summary>One <c>[assembly: PatchableCalls]</c> with the places of its arguments.</summary>
internal sealed class CallsMark
{
    private readonly AttributeData _data;
    private readonly AttributeSyntax _syntax;

    private CallsMark(AttributeData data, AttributeSyntax syntax)
    {
        _data = data;
        _syntax = syntax;
        Names = CallRequests.NamesOf(data);
    }

    /// <summary>The named type; null if null was written.</summary>
    public ITypeSymbol? Type => CallRequests.TypeOf(_data);

    /// <summary>The names of members. None stands for all members.</summary>
    public IReadOnlyList<string?> Names { get; }

    public Location PlaceOfType => (_syntax.ArgumentList?.Arguments.FirstOrDefault() ?? (SyntaxNode)_syntax).GetLocation();

    /// <summary>Returns the marks of the assembly that compile.</summary>
    public static ImmutableArray<CallsMark> All(Compilation compilation, CancellationToken cancellation)
        => compilation.Assembly.GetAttributes()
            .Where(data => CallRequests.IsOne(data) && data.AttributeConstructor is not null && !data.ConstructorArguments.Any(IsError))
            .Select(data => data.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax ? new CallsMark(data, syntax) : null)
            .OfType<CallsMark>()
            .ToImmutableArray();

    /// <summary>Whether the node is the mark in the source.</summary>
    public bool IsAt(SyntaxNode node) => _syntax.Span == node.Span && _syntax.SyntaxTree == node.SyntaxTree;

    /// <summary>Returns the place of a name. Names in an array that is written out have the place of the array.</summary>
    public Location PlaceOf(int name)
    {
        var arguments = _syntax.ArgumentList?.Arguments ?? default;
        return arguments.Count == Names.Count + 1 ? arguments[name + 1].GetLocation()
            : arguments.Count > 1 ? arguments[1].GetLocation()
            : _syntax.GetLocation();
    }

    private static bool IsError(TypedConstant value)
        => value.Kind == TypedConstantKind.Error
            || value is { Kind: TypedConstantKind.Type, Value: ITypeSymbol { TypeKind: TypeKind.Error } }
            || (value is { Kind: TypedConstantKind.Array, IsNull: false } && value.Values.Any(IsError));
}
