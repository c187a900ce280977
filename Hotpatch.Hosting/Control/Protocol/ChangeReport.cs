namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>What a change has done.</summary>
/// <param name="Methods">The methods that have changed, as they are now.</param>
/// <param name="Notes">What else is to be said, such as patches that were left out.</param>
internal sealed record ChangeReport(IReadOnlyList<MethodDescription> Methods, IReadOnlyList<string> Notes);
