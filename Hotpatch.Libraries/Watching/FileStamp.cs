using System.Runtime.InteropServices;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Watching;

/// <summary>A library's file and its signature's, which decides whether the library may load.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStamp(FileLook File, FileLook? Signature)
{
    /// <summary>Null where there is no such file.</summary>
    public static FileStamp? Of(string path)
        => FileLook.Of(path) is { } file
            ? new FileStamp(file, FileLook.Of(path + SignatureFile.Extension) ?? FileLook.Of(file.RealPath + SignatureFile.Extension))
            : null;

    /// <summary>When the younger of the two was written.</summary>
    public DateTime Written => Signature is { } signature && signature.Written > File.Written ? signature.Written : File.Written;
}
