using Microsoft.Win32.SafeHandles;
using System.Security;

namespace Hotpatch.Libraries.Trust.Files;

/// <summary>A file that was read once and is still open, so that it can be looked at which one it was.</summary>
internal sealed class LibraryFile : IDisposable
{
    /// <summary>No library is as long as this; something that goes on and on must not take all memory.</summary>
    internal const int MaxLength = 256 * 1024 * 1024;

    // The longest signature, on P-521, has 141 bytes.
    private const int MaxSignatureLength = 4096;

    private LibraryFile(string path, string realPath, SafeFileHandle handle, byte[] bytes)
        => (Path, RealPath, Handle, Bytes) = (path, realPath, handle, bytes);

    /// <summary>A test's: runs when the path is resolved and when the file is opened, with the path that is resolved.</summary>
    [field: ThreadStatic]
    internal static Action<string>? Opening { get; set; }

    /// <summary>As it was asked for, but full.</summary>
    public string Path { get; }

    /// <summary>Where it lies, with all links resolved.</summary>
    public string RealPath { get; }

    public SafeFileHandle Handle { get; }

    public byte[] Bytes { get; }

    /// <summary>Opens and reads a file.</summary>
    /// <exception cref="PatchLibraryException">It cannot be read, or is no file with something in it.</exception>
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

    /// <summary>The signature beside the path that was asked for, or else beside the file; null where there is none.</summary>
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

    // Exactly as many bytes as there are at the beginning: a file that is cut or grows meanwhile is not what its writer means.
    private static byte[] ReadAll(SafeFileHandle handle, int maxLength)
    {
        var length = RandomAccess.GetLength(handle);
        if (length == 0)
            throw new IOException("There is nothing in it.");

        if (length > maxLength)
            throw new IOException($"At most {maxLength} bytes were expected, found {length}.");

        var bytes = new byte[length];
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(handle, bytes.AsSpan(done), done);
            if (read == 0)
                throw new IOException($"{length} bytes were expected, found {done}: it is being written.");

            done += read;
        }

        Span<byte> more = stackalloc byte[1];
        return RandomAccess.Read(handle, more, length) == 0 ? bytes : throw new IOException($"More than {length} bytes were found: it is being written.");
    }

    private static bool IsOfFiles(Exception exception)
        => exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException;
}
