using System.Globalization;
using System.Runtime.InteropServices;

namespace Hotpatch.Hosting.Control.Channel;

/// <summary>The folder with the sockets of all programs of one user. Only that user can enter it.</summary>
internal static class ControlFolder
{
    private const string Extension = ".sock";
    private const UnixFileMode Access = (UnixFileMode)0b111_111_111;
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Gets the folder: that of the environment, or one for the user beside the temporary files.</summary>
    /// <exception cref="PlatformNotSupportedException">The system is not Linux or macOS.</exception>
    public static string Default
        => OperatingSystem.IsWindows() ? throw NotHere()
            : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime)
                ? Path.Combine(runtime, "hotpatch")
                : Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"hotpatch-{EffectiveUser()}"));

    /// <summary>Returns the socket of a process.</summary>
    public static string SocketOf(string folder, int process) => Path.Combine(folder, process.ToString(CultureInfo.InvariantCulture) + Extension);

    /// <summary>Returns the folder for libraries that clients compile for the process of a socket.</summary>
    public static string FixesOf(string socket) => Path.ChangeExtension(socket, ".fixes");

    /// <summary>Removes a socket, and the libraries that clients compiled for its process.</summary>
    public static void Remove(string socket)
    {
        File.Delete(socket);
        if (Directory.Exists(FixesOf(socket)))
            Directory.Delete(FixesOf(socket), recursive: true);
    }

    /// <summary>Creates the folder, or checks that it is this user's alone.</summary>
    /// <exception cref="IOException">The folder is a link, is another user's, or others can enter it.</exception>
    public static void Prepare(string folder)
    {
        if (OperatingSystem.IsWindows())
            throw NotHere();

        Directory.CreateDirectory(folder, OnlyOwner);
        Check(folder);
    }

    /// <summary>Checks that a folder is no link, and this user's alone.</summary>
    /// <exception cref="IOException">It is not.</exception>
    public static void Check(string folder)
    {
        if (OperatingSystem.IsWindows())
            throw NotHere();

        if (new DirectoryInfo(folder).LinkTarget is { } target)
            throw new IOException($"{folder}: a folder for the control channel was expected, but a link to {target} was found. Remove it.");

        // Without the bits that a folder gets from the one above it.
        var mode = File.GetUnixFileMode(folder);
        if ((mode & Access) != OnlyOwner)
            throw new IOException($"{folder}: a folder that only its owner can enter (mode 700) was expected, but it has the mode {Convert.ToString((int)mode, 8)}. Use a folder of its own, or change the mode.");

        try
        {
            // Changes nothing, and fails if another user has made the folder.
            File.SetUnixFileMode(folder, mode);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"{folder}: a folder of this user was expected, but another user has made it. Remove it, or set XDG_RUNTIME_DIR.", exception);
        }
    }

    /// <summary>Returns the processes that have a socket in a folder.</summary>
    public static IEnumerable<int> Processes(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;

        foreach (var path in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var process))
                yield return process;
        }
    }

    private static PlatformNotSupportedException NotHere()
        => new("Linux or macOS was expected, where sockets tell who is at the other end. The control channel does not work on this system.");

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern uint EffectiveUser();
}
