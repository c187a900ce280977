using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection.Calls;

/// <summary>Reads which calls a project makes patchable, from its attributes and its configuration.</summary>
internal static class CallRequests
{
    /// <summary>Returns one request for each type of another assembly that has a name.</summary>
    public static IReadOnlyCollection<CallRequest> Of(Compilation compilation, WeaverConfig? config)
    {
        var requests = new Dictionary<INamedTypeSymbol, CallRequest>(SymbolEqualityComparer.Default);
        foreach (var attribute in compilation.Assembly.GetAttributes())
        {
            if (TypeOf(attribute) is not INamedTypeSymbol named || !IsForeign(named, compilation))
                continue;

            var request = In(requests, named.OriginalDefinition);
            var names = NamesOf(attribute);
            foreach (var name in names.OfType<string>())
                request.Add(name);

            if (names.Count == 0)
                request.AddAll();
        }

        foreach (var pattern in config?.Calls ?? [])
        {
            foreach (var type in CallPatterns.TypesOf(pattern, compilation).Where(type => IsForeign(type, compilation)))
                In(requests, type).Add(pattern);
        }

        return requests.Values;
    }

    /// <summary>Returns the type that the attribute names; null for other attributes, and if there is none.</summary>
    public static ITypeSymbol? TypeOf(AttributeData attribute)
        => IsOne(attribute) && attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Type, Value: ITypeSymbol type }, ..] ? type : null;

    /// <summary>Returns the names in the attribute. None stands for all members.</summary>
    public static IReadOnlyList<string?> NamesOf(AttributeData attribute)
        => attribute.ConstructorArguments is [_, { Kind: TypedConstantKind.Array, IsNull: false, Values: var values }] ? [.. values.Select(value => value.Value as string)]
            : attribute.ConstructorArguments is [_, { IsNull: true }] ? [null]
            : [];

    /// <summary>Whether the attribute makes calls patchable.</summary>
    // Compare the last name first: the full name is built anew each time.
    public static bool IsOne(AttributeData attribute)
        => attribute.AttributeClass is { Name: SymbolNames.PatchableCallsName + nameof(Attribute) } type && type.ToDisplayString() == SymbolNames.PatchableCallsAttribute;

    /// <summary>Whether an attribute makes the calls of a method patchable.</summary>
    public static bool Selects(AttributeData attribute, IMethodSymbol method)
        => SymbolEqualityComparer.Default.Equals(TypeOf(attribute)?.OriginalDefinition, method.ContainingType.OriginalDefinition)
            && (NamesOf(attribute) is not [_, ..] names || names.Any(name => name is not null && CallNames.Means(name, method.OriginalDefinition)));

    /// <summary>Whether the project makes its own calls of a method patchable, also by a pattern with <c>*</c> in the name of the type.</summary>
    public static bool AnySelects(IMethodSymbol method, Compilation compilation, WeaverConfig? config)
        => compilation.Assembly.GetAttributes().Any(attribute => Selects(attribute, method))
            || (config is not null && CallNames.InPatterns(method.OriginalDefinition).Any(name => config.Calls.Any(pattern => pattern.Matches(name))));

    private static bool IsForeign(INamedTypeSymbol type, Compilation compilation)
        => type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Delegate
            && type.ContainingAssembly is { } assembly
            && !SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly);

    private static CallRequest In(Dictionary<INamedTypeSymbol, CallRequest> requests, INamedTypeSymbol type)
    {
        if (!requests.TryGetValue(type, out var request))
            requests[type] = request = new(type);

        return request;
    }
}
