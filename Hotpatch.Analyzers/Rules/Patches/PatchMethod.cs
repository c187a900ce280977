using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>A method of a patch library, with the marks on it and on its class. The method's own mark decides before that of the class.</summary>
/// <param name="Symbol">The method.</param>
/// <param name="Own">The method's mark.</param>
/// <param name="OfClass">The mark of the class.</param>
internal sealed record PatchMethod(IMethodSymbol Symbol, PatchMark? Own, PatchMark? OfClass)
{
    /// <summary>Whether calls are patched, in place of the method itself.</summary>
    public bool IsOfCalls => Mark.IsOfCalls;

    /// <summary>The name of the assembly whose calls are patched; null for the calls of all assemblies.</summary>
    public string? Caller => Own?.In ?? OfClass?.In;

    /// <summary>The mark that makes the method a patch.</summary>
    public PatchMark Mark => (Own ?? OfClass)!;

    public ImmutableArray<ITypeSymbol>? TypeArguments => Own?.TypeArguments ?? OfClass?.TypeArguments;

    /// <summary>Whether loading the library fails if the target is missing. Otherwise it leaves out the patch.</summary>
    public bool IsRequired => (Own?.Required ?? true) && (OfClass?.Required ?? true);

    public string? MinTargetVersion => Own?.MinTargetVersion ?? OfClass?.MinTargetVersion;

    public string? MaxTargetVersion => Own?.MaxTargetVersion ?? OfClass?.MaxTargetVersion;

    /// <summary>Returns the methods of a class that patch something.</summary>
    public static IEnumerable<PatchMethod> In(INamedTypeSymbol type, RuntimeSymbols symbols)
        => type.GetMembers().OfType<IMethodSymbol>().Select(method => Of(method, symbols)).OfType<PatchMethod>();

    /// <summary>Returns the method as a patch; null if it is none.</summary>
    public static PatchMethod? Of(IMethodSymbol method, RuntimeSymbols symbols)
    {
        var own = PatchMark.Of(method, symbols);
        var ofClass = PatchMark.Of(method.ContainingType, symbols);

        // The [Patch] of a class applies only to patches of methods, and its [PatchCalls] only to patches of calls.
        return own is not null ? new PatchMethod(method, own, ofClass?.IsOfCalls == own.IsOfCalls ? ofClass : null)
            : ofClass is not null && IsCovered(method) ? new PatchMethod(method, Own: null, ofClass)
            : null;
    }

    /// <summary>Whether a mark on the class covers the method. It covers accessors and operators too.</summary>
    public static bool IsCovered(IMethodSymbol method)
        => method is { IsStatic: true, DeclaredAccessibility: Accessibility.Public, MethodKind: not MethodKind.StaticConstructor };

    /// <summary>Returns the place where the patch names its target: the method's mark, or the method itself.</summary>
    public Location PlaceOfTarget(CancellationToken cancellation)
        => Own is { } own && (own.Target ?? own.Method) is not null ? own.PlaceOf(argument: null, cancellation) : Place;

    public Location Place => Symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None;
}
