namespace Hotpatch.Libraries.Trust.Files;

/// <summary>A file that was read once and is trusted.</summary>
/// <param name="Path">The full path with all links resolved.</param>
/// <param name="Bytes">The bytes that were checked. Load these, since the file may have changed.</param>
internal sealed record TrustedFile(string Path, byte[] Bytes);
