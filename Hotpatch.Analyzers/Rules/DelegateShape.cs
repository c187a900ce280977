using System.Collections.Immutable;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules;

/// <summary>The signature of a delegate, or of the method that it calls.</summary>
internal sealed class DelegateShape
{
    private const int MostFuncParameters = 16;

    private DelegateShape(Slot result, ImmutableArray<Slot> parameters) => (Result, Parameters) = (result, parameters);

    public Slot Result { get; }

    public ImmutableArray<Slot> Parameters { get; }

    /// <summary>The signature that replacements of a method have: the instance first, by reference where it is a struct.</summary>
    public static DelegateShape OfTarget(IMethodSymbol target)
    {
        var own = Of(target);
        return target.IsStatic ? own
            : new DelegateShape(own.Result, own.Parameters.Insert(0, new Slot(
                target.ContainingType, target.ContainingType.IsValueType ? RefKind.Ref : RefKind.None, "self")));
    }

    public static DelegateShape Of(IMethodSymbol method)
        => new(new Slot(method.ReturnType, method.RefKind, string.Empty),
            method.Parameters.Select(parameter => new Slot(parameter.Type, parameter.RefKind, parameter.Name)).ToImmutableArray());

    /// <summary>Without the first parameter, which is what a layer calls.</summary>
    public DelegateShape WithoutFirst() => new(Result, Parameters.RemoveAt(0));

    /// <summary>How well a delegate of this signature calls a method of the other one.</summary>
    public Fit FitOf(DelegateShape method, Compilation compilation)
    {
        if (method.Parameters.Length != Parameters.Length)
            return Fit.None;

        // What goes in must be what the method takes, and what it gives must be what comes out.
        var fits = Parameters.Zip(method.Parameters, (given, taken) => FitOf(given, taken, compilation)).Append(FitOf(method.Result, Result, compilation));
        return fits.Min();
    }

    /// <summary>The type as source names it, where one of the framework's has this signature.</summary>
    public INamedTypeSymbol? FindFunc(Compilation compilation)
    {
        var slots = Result.IsVoid ? Parameters : Parameters.Add(Result);
        if (Parameters.Length > MostFuncParameters || slots.Any(slot => slot.Kind != RefKind.None || !slot.Type.CanBeTypeArgument()))
            return null;

        var name = (Result.IsVoid ? "System.Action" : "System.Func") + (slots.Length == 0 ? string.Empty : FormattableString.Invariant($"`{slots.Length}"));
        var definition = compilation.GetTypesByMetadataName(name).FirstOrDefault();
        return definition is null || slots.Length == 0 ? definition : definition.Construct([.. slots.Select(slot => slot.Type)]);
    }

    // As Delegate.CreateDelegate: references may be of a wider type, an enum may be its number, and everything else is the same.
    private static Fit FitOf(Slot from, Slot to, Compilation compilation)
    {
        if ((from.Kind == RefKind.None) != (to.Kind == RefKind.None))
            return Fit.None;

        var conversion = compilation.ClassifyCommonConversion(from.Type, to.Type);
        return conversion.IsIdentity ? Fit.Exact
            : from.Kind != RefKind.None ? Fit.None
            : IsSameNumber(from.Type, to.Type) || (conversion is { IsReference: true, IsImplicit: true } && IsForAll(from.Type, to.Type)) ? Fit.ByConversion
            : Fit.None;
    }

    // Over type parameters, a library is bound for instantiations that are still to come: what fits all of them is the same, or object.
    private static bool IsForAll(ITypeSymbol from, ITypeSymbol to)
        => !from.Parts().Concat(to.Parts()).Any(part => part.TypeKind == TypeKind.TypeParameter)
            || (to.SpecialType == SpecialType.System_Object && from.TypeKind != TypeKind.TypeParameter);

    private static bool IsSameNumber(ITypeSymbol from, ITypeSymbol to)
        => (from.TypeKind == TypeKind.Enum || to.TypeKind == TypeKind.Enum) && NumberOf(from) is var number && number == NumberOf(to) && number != SpecialType.None;

    private static SpecialType NumberOf(ITypeSymbol type) => ((type as INamedTypeSymbol)?.EnumUnderlyingType ?? type).SpecialType;

    /// <summary>A parameter, or what comes back.</summary>
    internal sealed record Slot(ITypeSymbol Type, RefKind Kind, string Name)
    {
        public bool IsVoid => Type.SpecialType == SpecialType.System_Void;
    }
}
