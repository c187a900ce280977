using System.Runtime.InteropServices;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Watching;

/// <summary>The state of a file, as far as it is known without reading it.</summary>
/// <param name="RealPath">The path with all links resolved.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="Written">The time of the last write, in UTC.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileLook(string RealPath, long Length, DateTime Written)
{
    /// <summary>Reads the state of a file; null if the file does not exist.</summary>
    public static FileLook? Of(string path)
    {
        var file = new FileInfo(RealPathOf(path));
        return file.Exists ? new FileLook(file.FullName, file.Length, file.LastWriteTimeUtc) : null;
    }

    // Returns the path itself for a link that cannot be resolved: reading the file then reports the reason.
    private static string RealPathOf(string path)
    {
        try
        {
            return Trust.Files.RealPath.Of(path).Path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
