using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Metadata;

namespace Hotpatch.Fody.Selection;

/// <summary>A method to weave, what patching it promises, and who marked it.</summary>
internal sealed record SelectedMethod(MethodSignature Signature, PatchConsistency Consistency, Mark Mark);
