namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Describes a change that was made.</summary>
/// <param name="Methods">The methods that have changed, as they are now.</param>
/// <param name="Notes">What else is to be said, such as patches that were left out.</param>
internal sealed record ChangeReport(IReadOnlyList<MethodDescription> Methods, IReadOnlyList<string> Notes);
