using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>A method that a patch may mean, and whether its signature is the right one: as a replacement, or else as a layer.</summary>
internal sealed class Candidate
{
    private readonly DelegateShape _expected;
    private readonly DelegateShape _found;
    private readonly IMethodSymbol _method;
    private readonly Compilation _compilation;

    public Candidate(IMethodSymbol target, IMethodSymbol method, Compilation compilation)
    {
        Target = target;
        _method = method;
        _compilation = compilation;
        _expected = DelegateShape.OfTarget(target);
        _found = DelegateShape.Of(method);
        var asReplacement = _expected.FitOf(_found, compilation);
        Fit = asReplacement;
        if (Below is not { } below)
            return;

        // The delegate is made of what lies below, and so is called as the layer's type has it.
        var rest = _expected.FitOf(_found.WithoutFirst(), compilation);
        var asLayer = (Fit)Math.Min((int)rest, (int)below.FitOf(_expected, compilation));
        IsLayer = asReplacement == Fit.None && (asLayer != Fit.None || _found.Parameters.Length != _expected.Parameters.Length);
        if (IsLayer)
            Fit = asLayer;
    }

    public IMethodSymbol Target { get; }

    public Fit Fit { get; }

    public bool IsLayer { get; }

    /// <summary>The signature of the delegate that a layer takes first; null where the method takes none.</summary>
    private DelegateShape? Below
        => _method.Parameters is [{ RefKind: RefKind.None, Type: INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke } }, ..]
            ? DelegateShape.Of(invoke)
            : null;

    public string Expected(SignatureText text)
        => text.Of(_expected, _method.Name, IsLayer ? $"{ExpectedBelow(text)} {_method.Parameters[0].Name}" : null);

    /// <summary>The delegate as it calls, where it is the delegate that is wrong and the name of its type does not tell.</summary>
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
