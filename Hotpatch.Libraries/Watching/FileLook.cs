using System.Runtime.InteropServices;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Watching;

/// <summary>What a file looks like without reading it: where it lies with all links resolved, how long it is, when it was written.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileLook(string RealPath, long Length, DateTime Written)
{
    /// <summary>Null where there is no such file.</summary>
    public static FileLook? Of(string path)
    {
        var file = new FileInfo(RealPathOf(path));
        return file.Exists ? new FileLook(file.FullName, file.Length, file.LastWriteTimeUtc) : null;
    }

    // A link that leads nowhere, or that cannot be followed, looks like itself; who reads it will say what is wrong.
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
