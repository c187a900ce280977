namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>A recorded call beside a run of it.</summary>
/// <param name="Call">The recorded call, with its arguments as they are now.</param>
/// <param name="Recorded">What it gave when it was recorded.</param>
/// <param name="Run">What it gave now.</param>
/// <param name="IsSame">Whether both gave the same: equal results, or the same as text; or exceptions of the same type.</param>
/// <param name="IsCut">Whether the results were too great to be compared whole.</param>
internal sealed record ReplayReport(RecordedDescription Call, RunDescription Recorded, RunDescription Run, bool IsSame, bool IsCut);
