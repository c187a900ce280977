using System.Runtime.InteropServices;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Watching;

/// <summary>The state of a library's file and of its signature file, which can decide whether the library may load.</summary>
/// <param name="File">The library's file.</param>
/// <param name="Signature">The signature file; null if there is none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStamp(FileLook File, FileLook? Signature)
{
    /// <summary>Reads the state of both files; null if the library's file does not exist.</summary>
    public static FileStamp? Of(string path)
        => FileLook.Of(path) is { } file
            ? new FileStamp(file, FileLook.Of(path + SignatureFile.Extension) ?? FileLook.Of(file.RealPath + SignatureFile.Extension))
            : null;

    /// <summary>Gets the time of the last write to either file, in UTC.</summary>
    public DateTime Written => Signature is { } signature && signature.Written > File.Written ? signature.Written : File.Written;
}
