namespace Hotpatch.Libraries.Reading;

/// <summary>The exception of a failed check. <see cref="LibraryImage"/> turns it into a <see cref="PatchLibraryException"/>.</summary>
internal sealed class DamagedException(string message) : Exception(message);
