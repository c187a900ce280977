using System.Collections.Immutable;
using Hotpatch.Analyzers.Handles.Reading;
using Hotpatch.Fody.Metadata;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules;

/// <summary>The signature of a delegate, or of a method that a delegate calls.</summary>
internal sealed class DelegateShape
{
    private DelegateShape(Part result, ImmutableArray<Part> parameters) => (Result, Parameters) = (result, parameters);

    public Part Result { get; }

    public ImmutableArray<Part> Parameters { get; }

    /// <summary>Whether a <c>Func</c> or <c>Action</c> can have this signature.</summary>
    public bool FitsFunc
        => Parameters.Length <= FrameworkLimits.FuncParameters
            && Parameters.Append(Result).All(part => part.Kind == RefKind.None && part.Type.CanBeTypeArgument());

    /// <summary>Returns the signature of the replacements of calls to a method. For a constructor, they return the object.</summary>
    public static DelegateShape OfCalls(IMethodSymbol target)
        => target.MethodKind != MethodKind.Constructor ? OfTarget(target)
            : new DelegateShape(new Part(target.ContainingType, RefKind.None, string.Empty), Of(target).Parameters);

    /// <summary>Returns the signature of a method's replacements. For an instance method, the instance comes first, by reference for structs.</summary>
    public static DelegateShape OfTarget(IMethodSymbol target)
    {
        var own = Of(target);
        return target.IsStatic ? own
            : new DelegateShape(own.Result, own.Parameters.Insert(0, new Part(
                target.ContainingType, target.ContainingType.IsValueType ? RefKind.Ref : RefKind.None, "self")));
    }

    public static DelegateShape Of(IMethodSymbol method)
        => new(new Part(method.ReturnType, method.RefKind, string.Empty),
            method.Parameters.Select(parameter => new Part(parameter.Type, parameter.RefKind, parameter.Name)).ToImmutableArray());

    /// <summary>Returns the signature without the first parameter, which for a layer is the delegate below it.</summary>
    public DelegateShape WithoutFirst() => new(Result, Parameters.RemoveAt(0));

    /// <summary>Returns how well a delegate with this signature can call a method with the other signature.</summary>
    public Fit FitOf(DelegateShape method, Compilation compilation)
    {
        if (method.Parameters.Length != Parameters.Length)
            return Fit.None;

        // An argument must fit the method's parameter, and the method's result must fit the delegate's result.
        var fits = Parameters.Zip(method.Parameters, (given, taken) => FitOf(given, taken, compilation)).Append(FitOf(method.Result, Result, compilation));
        return fits.Min();
    }

    /// <summary>Returns the <c>Func</c> or <c>Action</c> with this signature, or null.</summary>
    public INamedTypeSymbol? FindFunc(Compilation compilation)
    {
        var parts = Result.IsVoid ? Parameters : Parameters.Add(Result);
        if (!FitsFunc)
            return null;

        var name = (Result.IsVoid ? "System.Action" : "System.Func") + (parts.Length == 0 ? string.Empty : FormattableString.Invariant($"`{parts.Length}"));
        var definition = compilation.GetTypesByMetadataName(name).FirstOrDefault();
        return definition is null || parts.Length == 0 ? definition : definition.Construct([.. parts.Select(part => part.Type)]);
    }

    // The rules of Delegate.CreateDelegate: a reference may become a base type or interface, and an enum its underlying type. Other types must be equal.
    private static Fit FitOf(Part from, Part to, Compilation compilation)
    {
        if ((from.Kind == RefKind.None) != (to.Kind == RefKind.None))
            return Fit.None;

        var conversion = compilation.ClassifyCommonConversion(from.Type, to.Type);
        return conversion.IsIdentity ? Fit.Exact
            : from.Kind != RefKind.None ? Fit.None
            : IsSameNumber(from.Type, to.Type) || (conversion is { IsReference: true, IsImplicit: true } && IsForAll(from.Type, to.Type)) ? Fit.ByConversion
            : Fit.None;
    }

    // With type parameters, the library is bound for every instantiation. Only equal types and object fit all of them.
    private static bool IsForAll(ITypeSymbol from, ITypeSymbol to)
        => !from.Parts().Concat(to.Parts()).Any(part => part.TypeKind == TypeKind.TypeParameter)
            || (to.SpecialType == SpecialType.System_Object && from.TypeKind != TypeKind.TypeParameter);

    private static bool IsSameNumber(ITypeSymbol from, ITypeSymbol to)
        => (from.TypeKind == TypeKind.Enum || to.TypeKind == TypeKind.Enum) && NumberOf(from) is var number && number == NumberOf(to) && number != SpecialType.None;

    private static SpecialType NumberOf(ITypeSymbol type) => ((type as INamedTypeSymbol)?.EnumUnderlyingType ?? type).SpecialType;

    /// <summary>A parameter or the result.</summary>
    internal sealed record Part(ITypeSymbol Type, RefKind Kind, string Name)
    {
        public bool IsVoid => Type.SpecialType == SpecialType.System_Void;
    }
}
