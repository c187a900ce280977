namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Methods in the order of their names.</summary>
/// <param name="Methods">The methods.</param>
/// <param name="LeftOut">How many more match.</param>
internal sealed record MethodList(IReadOnlyList<MethodDescription> Methods, int LeftOut);
