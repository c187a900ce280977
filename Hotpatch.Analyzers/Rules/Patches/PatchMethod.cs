using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>A method of a patch library, with what its own [Patch] and that of its class say together: the nearer counts.</summary>
/// <param name="Symbol">The method.</param>
/// <param name="Own">Its own mark.</param>
/// <param name="OfClass">That of its class.</param>
internal sealed record PatchMethod(IMethodSymbol Symbol, PatchMark? Own, PatchMark? OfClass)
{
    public ImmutableArray<ITypeSymbol>? TypeArguments => Own?.TypeArguments ?? OfClass?.TypeArguments;

    /// <summary>What is missing where it need not be there is left out when the library is loaded.</summary>
    public bool IsRequired => (Own?.Required ?? true) && (OfClass?.Required ?? true);

    public string? MinTargetVersion => Own?.MinTargetVersion ?? OfClass?.MinTargetVersion;

    public string? MaxTargetVersion => Own?.MaxTargetVersion ?? OfClass?.MaxTargetVersion;

    /// <summary>The methods of a class that are to patch something.</summary>
    public static IEnumerable<PatchMethod> In(INamedTypeSymbol type, INamedTypeSymbol attribute)
    {
        var ofClass = PatchMark.Of(type, attribute);
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            var own = PatchMark.Of(method, attribute);
            if (own is not null || (ofClass is not null && IsCovered(method)))
                yield return new PatchMethod(method, own, ofClass);
        }
    }

    /// <summary>Whether a mark of the class speaks of the method; of accessors and operators too.</summary>
    public static bool IsCovered(IMethodSymbol method)
        => method is { IsStatic: true, DeclaredAccessibility: Accessibility.Public, MethodKind: not MethodKind.StaticConstructor };

    /// <summary>Where the target is named: by the method's own mark, or by the method.</summary>
    public Location PlaceOfTarget(CancellationToken cancellation)
        => Own is { } own && (own.Target ?? own.Method) is not null ? own.PlaceOf(argument: null, cancellation) : Place;

    public Location Place => Symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None;
}
