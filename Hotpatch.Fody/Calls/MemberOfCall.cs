using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Calls;

/// <summary>A called method by the name of its property or event.</summary>
internal sealed class MemberOfCall(MethodReference called) : IMethodName
{
    /// <inheritdoc/>
    public string Namespace => called.DeclaringType.OutermostNamespace();

    /// <inheritdoc/>
    public string Type => called.DeclaringType.GetElementType().DisplayName();

    /// <inheritdoc/>
    public string Name => CalledMethod.MemberNameOf(called);

    /// <inheritdoc/>
    public bool IsVisible => true;

    public bool IsAggressivelyInlined => false;
}
