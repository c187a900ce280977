using Hotpatch.Fody.Calls;
using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Metadata;

namespace Hotpatch.Fody.Selection;

/// <summary>A method to weave, with its consistency and the place of its mark.</summary>
internal sealed record SelectedMethod(MethodSignature Signature, PatchConsistency Consistency, Mark Mark)
{
    /// <summary>The call stub that the method is; null for a method of the source.</summary>
    public CallStub? Call { get; init; }
}
