using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>A possible target of a patch, and how well the patch fits it, as a replacement or as a layer.</summary>
internal sealed class Candidate
{
    private readonly DelegateShape _expected;
    private readonly DelegateShape _found;
    private readonly IMethodSymbol _method;
    private readonly Compilation _compilation;

    public Candidate(IMethodSymbol target, PatchMethod patch, Compilation compilation)
    {
        Target = target;
        _method = patch.Symbol;
        _compilation = compilation;
        _expected = patch.IsOfCalls ? DelegateShape.OfCalls(target) : DelegateShape.OfTarget(target);
        _found = DelegateShape.Of(_method);
        var asReplacement = _expected.FitOf(_found, compilation);
        Fit = asReplacement;
        if (Below is not { } below)
            return;

        // The layer gets a delegate of its own type that calls the delegate below it. So that type must fit the target's signature.
        var rest = _expected.FitOf(_found.WithoutFirst(), compilation);
        var asLayer = (Fit)Math.Min((int)rest, (int)below.FitOf(_expected, compilation));
        IsLayer = asReplacement == Fit.None && (asLayer != Fit.None || _found.Parameters.Length != _expected.Parameters.Length);
        if (IsLayer)
            Fit = asLayer;
    }

    public IMethodSymbol Target { get; }

    public Fit Fit { get; }

    public bool IsLayer { get; }

    /// <summary>The signature of a layer's first parameter, which is the delegate below it; null if the method has no such parameter.</summary>
    private DelegateShape? Below
        => _method.Parameters is [{ RefKind: RefKind.None, Type: INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke } }, ..]
            ? DelegateShape.Of(invoke)
            : null;

    public string Expected(SignatureText text)
        => text.Of(_expected, _method.Name, IsLayer ? $"{ExpectedBelow(text)} {_method.Parameters[0].Name}" : null);

    /// <summary>Returns the patch's signature. If only the delegate type is wrong, and its name doesn't show it, adds the delegate's signature.</summary>
    public string Found(SignatureText text)
    {
        var found = text.Of(_found, _method.Name);
        return IsLayer && _expected.FindFunc(_compilation) is null && Below!.FitOf(_expected, _compilation) == Fit.None
            ? $"{found} with {text.Of(Below, _method.Parameters[0].Type.Name)}"
            : found;
    }

    private string ExpectedBelow(SignatureText text)
        => _expected.FindFunc(_compilation) is { } func ? text.Of(func) : $"[delegate {text.Of(_expected, string.Empty).Replace(" (", "(")}]";
}
