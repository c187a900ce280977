namespace Hotpatch.Libraries.Trust.Files;

/// <summary>What was read from a file once and then checked.</summary>
/// <param name="Path">Where it lies, with all links resolved.</param>
/// <param name="Bytes">The very bytes that were checked.</param>
internal sealed record TrustedFile(string Path, byte[] Bytes);
