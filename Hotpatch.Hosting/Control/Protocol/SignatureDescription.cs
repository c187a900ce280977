namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>What a patch of a method must look like, as C#.</summary>
/// <param name="Result">The type of the result.</param>
/// <param name="Parameters">The parameters of a replacement, the instance first: each with its type, as source has it.</param>
/// <param name="Delegate">The type of the delegate below a layer.</param>
/// <param name="IsPublic">Whether all types are public, so that any project can name them.</param>
internal sealed record SignatureDescription(string Result, IReadOnlyList<ArgumentDescription> Parameters, string Delegate, bool IsPublic);
