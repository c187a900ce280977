using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Metadata;

namespace Hotpatch.Fody.Selection;

/// <summary>A method to weave, and what patching it promises.</summary>
internal sealed record SelectedMethod(MethodSignature Signature, PatchConsistency Consistency);
