using Microsoft.Win32.SafeHandles;
using System.Runtime.InteropServices;
using System.Text;

namespace Hotpatch.Libraries.Trust.Files;

/// <summary>Opens files for reading without blocking: a file that looks like a library may be a pipe that nobody writes to.</summary>
internal static class FileOpening
{
    private const int NotFound = 2;
    private const int Interrupted = 4;

    /// <summary>Opens a file. Other processes can still write, rename and delete it.</summary>
    /// <exception cref="IOException">The file cannot be opened, or is a pipe or a device.</exception>
    public static SafeFileHandle ToRead(string path)
    {
        // O_NONBLOCK and O_CLOEXEC.
        var flags = OperatingSystem.IsLinux() ? 0x800 | 0x80000 : OperatingSystem.IsMacOS() ? 0x4 | 0x1000000 : -1;
        var handle = flags == -1
            ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : OpenUnix(path, flags);
        try
        {
            // Pipes and terminals cannot seek. Folders can, but fail when they are read.
            using var borrowed = new SafeFileHandle(handle.DangerousGetHandle(), ownsHandle: false);
            using var stream = new FileStream(borrowed, FileAccess.Read, bufferSize: 0);
            return stream.CanSeek ? handle : throw new IOException("A file was expected, but a pipe or a device was found.");
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Returns whether a path is a file that can be opened, rather than a pipe or a device.</summary>
    public static bool IsFile(string path)
    {
        try
        {
            using var handle = ToRead(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static SafeFileHandle OpenUnix(string path, int flags)
    {
        // Zero-terminated, as the system call takes it.
        var name = Encoding.UTF8.GetBytes(path + '\0');
        while (true)
        {
            var descriptor = Open(name, flags);
            if (descriptor >= 0)
                return new SafeFileHandle(descriptor, ownsHandle: true);

            var error = Marshal.GetLastPInvokeError();
            if (error == Interrupted)
                continue;

            var message = Marshal.GetPInvokeErrorMessage(error);
            throw error == NotFound ? new FileNotFoundException(message, path) : new IOException(message);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open(byte[] path, int flags);
}
