using Hotpatch.Fody.Configuration;

namespace Hotpatch.Fody.Calls;

/// <summary>A called method by the name of its property or event.</summary>
internal sealed class MemberOfCall(CalledMethod called) : IMethodName
{
    /// <inheritdoc/>
    public string Namespace => called.Namespace;

    /// <inheritdoc/>
    public string Type => called.Type;

    /// <inheritdoc/>
    public string Name => CalledMethod.MemberNameOf(called.Definition);

    /// <inheritdoc/>
    public bool IsVisible => true;
}
