using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Metadata;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Reads the handles of one type's methods.</summary>
/// <param name="typeText">Writes types.</param>
/// <param name="features">The features of the language version.</param>
/// <param name="names">The names of the handles.</param>
/// <param name="ofCalls">Whether the handles are those of calls. A constructor's handle then returns the new object.</param>
internal sealed class HandleReader(TypeText typeText, LanguageFeatures features, HandleNames names, bool ofCalls = false)
{
    private const string Self = "self";

    public Handle Read(IMethodSymbol method)
    {
        var text = typeText.Within(method);
        var fitsFunc = FitsFunc(method);
        var documentation = ofCalls ? Documentation.OfCalls(method) : Documentation.Of(method);
        var typeParameters = text.Of(method.TypeParameters).ToEquatableArray();
        var declared = fitsFunc ? null : Declare(method, text, documentation, typeParameters);
        var owner = (ExtensionMembers.DeclarationOf(method) ?? method).AssociatedSymbol;
        return new Handle(
            names.Of(method),
            method.MetadataName,
            !HasSelf(method),
            FullName.Of(method),
            !ofCalls && method.ContainingType.Chain().Append<ISymbol>(method).All(symbol => symbol.DeclaredAccessibility == Accessibility.Public),
            method.NamedTypes().Any(SymbolParts.IsPointer),
            declared is null ? Func(method, text) : declared.Name + TypeParameterList.Use(typeParameters),
            declared,
            typeParameters,
            AttributeText.Cautions(new[] { method, owner }.OfType<ISymbol>()).ToEquatableArray(),
            AttributeText.Requirements(method, owner).ToEquatableArray(),
            documentation.OfHandle(withSignature: fitsFunc).ToEquatableArray());
    }

    private bool IsFactory(IMethodSymbol method) => ofCalls && method.MethodKind == MethodKind.Constructor;

    private bool HasSelf(IMethodSymbol method) => !method.IsStatic && !IsFactory(method);

    private bool ReturnsVoid(IMethodSymbol method) => method.ReturnsVoid && !IsFactory(method);

    private string ResultOf(IMethodSymbol method, TypeText text) => IsFactory(method) ? text.Of(method.ContainingType) : NullConditions.OfResult(method, text);

    private bool IsByReference(IMethodSymbol method) => HasSelf(method) && method.ContainingType.IsValueType;

    private bool FitsFunc(IMethodSymbol method)
        => !IsByReference(method)
            && (method.IsStatic || method.ContainingType.CanBeTypeArgument())
            && method.Parameters.Length + (HasSelf(method) ? 1 : 0) <= FrameworkLimits.FuncParameters
            && method.RefKind == RefKind.None
            && method.ReturnType.CanBeTypeArgument()
            && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && parameter.Type.CanBeTypeArgument());

    private string Func(IMethodSymbol method, TypeText text)
    {
        var types = method.Parameters.Select(parameter => text.Of(parameter.Type)).ToList();
        if (HasSelf(method))
            types.Insert(0, text.Of(method.ContainingType));

        if (ReturnsVoid(method))
            return types.Count == 0 ? "global::System.Action" : $"global::System.Action<{string.Join(", ", types)}>";

        return $"global::System.Func<{string.Join(", ", types.Append(ResultOf(method, text)))}>";
    }

    private HandleDelegate Declare(IMethodSymbol method, TypeText text, Documentation documentation, EquatableArray<TypeParameter> typeParameters)
    {
        var parameters = method.Parameters.Select((parameter, index) => NameOf(parameter, index)).ToList();
        var declarations = method.Parameters.Select((parameter, index) => Declare(parameter, parameters[index], text)).ToList();
        string? self = null;
        if (HasSelf(method))
        {
            self = Identifiers.Unique(Self, parameters.Contains);
            parameters.Insert(0, self);
            declarations.Insert(0, $"{ModifierOfSelf(method)}{text.Of(method.ContainingType)} {self}");
        }

        var modifier = method.ReturnsByRef ? "ref " : method.ReturnsByRefReadonly ? "ref readonly " : string.Empty;
        return new HandleDelegate(
            names.OfDelegate(method, text.TypeParameterNames),
            modifier + (ReturnsVoid(method) ? "void" : ResultOf(method, text)),
            NullConditions.AttributesOfResult(method, text).ToEquatableArray(),
            declarations.ToEquatableArray(),
            documentation.OfDelegate(
                parameters, self, ReturnsVoid(method), [.. typeParameters.Select(parameter => parameter.Name.TrimStart('@'))]).ToEquatableArray());
    }

    private static string NameOf(IParameterSymbol parameter, int index)
        => parameter.Name.Length > 0 ? parameter.Name : FormattableString.Invariant($"arg{index}");

    private string Declare(IParameterSymbol parameter, string name, TypeText text)
    {
        var attributes = string.Concat(
            AttributeText.OfParameter(parameter).Concat(NullConditions.AttributesOfParameter(parameter, text)).Select(attribute => $"[{attribute}] "));

        // An out parameter is scoped anyway.
        var scoped = features.Scoped && parameter.ScopedKind != ScopedKind.None && parameter.RefKind != RefKind.Out ? "scoped " : string.Empty;
        var modifier = parameter.RefKind switch
        {
            RefKind.None => string.Empty,
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.RefReadOnlyParameter when features.RefReadonlyParameters => "ref readonly ",
            _ => "in ",
        };
        return $"{attributes}{scoped}{modifier}{NullConditions.OfParameter(parameter, text)} {Identifiers.Escape(name)}";
    }

    // Without [UnscopedRef], a struct's method can't return a reference to the struct. The same must hold for a replacement.
    private string ModifierOfSelf(IMethodSymbol method)
        => !IsByReference(method) ? string.Empty
            : features.Scoped && (method.RefKind != RefKind.None || method.ReturnType.IsRefLikeType) && !IsUnscoped(method) ? "scoped ref "
            : "ref ";

    private static bool IsUnscoped(IMethodSymbol method)
        => new[] { method, method.AssociatedSymbol }.OfType<ISymbol>()
            .Any(symbol => SymbolMarks.Has(symbol, "System.Diagnostics.CodeAnalysis.UnscopedRefAttribute"));
}
