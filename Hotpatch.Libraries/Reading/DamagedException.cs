namespace Hotpatch.Libraries.Reading;

/// <summary>An image is not as it must be; <see cref="LibraryImage"/> makes it an exception of the caller's.</summary>
internal sealed class DamagedException(string message) : Exception(message);
