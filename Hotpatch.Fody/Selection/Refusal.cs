using Hotpatch.Fody.Diagnostics;

namespace Hotpatch.Fody.Selection;

/// <summary>Why a method cannot be woven, and what to do instead.</summary>
internal sealed record Refusal(ErrorCode Code, string Reason, string WayOut);
