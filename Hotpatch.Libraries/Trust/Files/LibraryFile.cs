using Microsoft.Win32.SafeHandles;
using System.Security;

namespace Hotpatch.Libraries.Trust.Files;

/// <summary>A file that was read once. It stays open until the trust is checked, so that its identity can be compared with its path.</summary>
internal sealed class LibraryFile : IDisposable
{
    /// <summary>The maximum length of a file in bytes, far above that of any library: an endless stream must not use up the memory.</summary>
    internal const int MaxLength = 256 * 1024 * 1024;

    // In bytes. The longest signature, on the curve P-521, has 141.
    private const int MaxSignatureLength = 4096;

    private LibraryFile(string path, string realPath, SafeFileHandle handle, byte[] bytes)
        => (Path, RealPath, Handle, Bytes) = (path, realPath, handle, bytes);

    /// <summary>Gets or sets a test's callback for this thread. It gets the resolved path, once before the file is opened and once after.</summary>
    [field: ThreadStatic]
    internal static Action<string>? Opening { get; set; }

    /// <summary>Gets the full path that the caller asked for.</summary>
    public string Path { get; }

    /// <summary>Gets the full path with all links resolved.</summary>
    public string RealPath { get; }

    public SafeFileHandle Handle { get; }

    public byte[] Bytes { get; }

    /// <summary>Opens and reads a file.</summary>
    /// <exception cref="PatchLibraryException">The file cannot be read, is empty, or is a pipe, a device or a folder.</exception>
    public static LibraryFile Open(string path, int maxLength = MaxLength)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var full = System.IO.Path.GetFullPath(path);
            var real = Files.RealPath.Of(full).Path;
            Opening?.Invoke(real);
            var handle = FileOpening.ToRead(real);
            try
            {
                Opening?.Invoke(real);
                return new LibraryFile(full, real, handle, ReadAll(handle, maxLength));
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw new PatchLibraryException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the signature file beside <see cref="Path"/>, or else beside <see cref="RealPath"/>; null if there is none.</summary>
    public byte[]? ReadSignature()
        => ReadSignature(Path + SignatureFile.Extension) ?? ReadSignature(RealPath + SignatureFile.Extension);

    public void Dispose() => Handle.Dispose();

    private static byte[]? ReadSignature(string path)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            using var handle = FileOpening.ToRead(path);
            return ReadAll(handle, MaxSignatureLength);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw new IOException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    // Refuses a file whose length changes while it is read: its writer has not finished.
    private static byte[] ReadAll(SafeFileHandle handle, int maxLength)
    {
        var length = RandomAccess.GetLength(handle);
        if (length == 0)
            throw new IOException("Content was expected, but the file is empty.");

        if (length > maxLength)
            throw new IOException($"At most {maxLength} bytes were expected, but {length} were found.");

        var bytes = new byte[length];
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(handle, bytes.AsSpan(done), done);
            if (read == 0)
                throw new IOException($"{length} bytes were expected, but {done} were found: the file is being written. Try again when that has ended.");

            done += read;
        }

        Span<byte> more = stackalloc byte[1];
        return RandomAccess.Read(handle, more, length) == 0
            ? bytes
            : throw new IOException($"{length} bytes were expected, but more were found: the file is being written. Try again when that has ended.");
    }

    private static bool IsOfFiles(Exception exception)
        => exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException;
}
