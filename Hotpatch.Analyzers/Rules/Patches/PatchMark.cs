using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>The arguments of one <c>[Patch]</c> or <c>[PatchCalls]</c>.</summary>
internal sealed class PatchMark
{
    private readonly AttributeData _data;

    private PatchMark(AttributeData data, bool isOfCalls) => (_data, IsOfCalls) = (data, isOfCalls);

    /// <summary>Whether it is <c>[PatchCalls]</c>.</summary>
    public bool IsOfCalls { get; }

    /// <summary>The attribute as the source has it.</summary>
    public string Text => IsOfCalls ? "[PatchCalls]" : "[Patch]";

    /// <summary>The name of the assembly whose calls are meant; null for all assemblies.</summary>
    public string? In => Named("In")?.Value as string;

    /// <summary>The type that declares the target, from <c>typeof</c>: open, closed, or not generic.</summary>
    public ITypeSymbol? Type => IsByType ? _data.ConstructorArguments[0].Value as ITypeSymbol : null;

    public string? Method => IsByType ? _data.ConstructorArguments[1].Value as string : null;

    public string? Target => IsByName ? _data.ConstructorArguments[0].Value as string : null;

    /// <summary>Whether the type or the full name is null.</summary>
    public bool IsNull => (IsByType && Type is null) || (IsByName && Target is null);

    public ImmutableArray<ITypeSymbol>? TypeArguments
        => Named("TypeArguments") is { Kind: TypedConstantKind.Array, IsNull: false, Values: var values }
            && values.Select(value => value.Value).OfType<ITypeSymbol>().ToImmutableArray() is var types && types.Length == values.Length
                ? types
                : null;

    public bool? Required => Named("Required")?.Value as bool?;

    public string? MinTargetVersion => Named("MinTargetVersion")?.Value as string;

    public string? MaxTargetVersion => Named("MaxTargetVersion")?.Value as string;

    private bool IsByType => _data.ConstructorArguments.Length == 2;

    private bool IsByName => _data.ConstructorArguments.Length == 1;

    /// <summary>Returns the mark of a symbol, or null if there is none or it doesn't compile.</summary>
    public static PatchMark? Of(ISymbol symbol, RuntimeSymbols symbols) => Of(symbol, symbols.PatchAttribute, false) ?? Of(symbol, symbols.PatchCallsAttribute, true);

    /// <summary>Whether a symbol has both attributes.</summary>
    public static bool HasBoth(ISymbol symbol, RuntimeSymbols symbols)
        => Of(symbol, symbols.PatchAttribute, false) is not null && Of(symbol, symbols.PatchCallsAttribute, true) is not null;

    private static PatchMark? Of(ISymbol symbol, INamedTypeSymbol? attribute, bool isOfCalls)
        => symbol.GetAttributes().FirstOrDefault(candidate => RuntimeSymbols.Is(candidate.AttributeClass, attribute)) is { AttributeConstructor: not null } data
            && !data.ConstructorArguments.Concat(data.NamedArguments.Select(argument => argument.Value)).Any(IsError)
                ? new PatchMark(data, isOfCalls)
                : null;

    /// <summary>Returns the place of an argument, or of the attribute if there is no argument of that name.</summary>
    public Location PlaceOf(string? argument, CancellationToken cancellation)
    {
        if (_data.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
            return Location.None;

        var found = syntax.ArgumentList?.Arguments.FirstOrDefault(candidate => candidate.NameEquals?.Name.Identifier.ValueText == argument);
        return (argument is null ? syntax : (SyntaxNode?)found ?? syntax).GetLocation();
    }

    private static bool IsError(TypedConstant value)
        => value.Kind == TypedConstantKind.Error
            || value is { Kind: TypedConstantKind.Type, Value: ITypeSymbol { TypeKind: TypeKind.Error } }
            || (value is { Kind: TypedConstantKind.Array, IsNull: false } && value.Values.Any(IsError));

    private TypedConstant? Named(string name)
    {
        foreach (var argument in _data.NamedArguments)
        {
            if (argument.Key == name)
                return argument.Value;
        }

        return null;
    }
}
