using System.Security.Cryptography;
using Hotpatch.Tool.Code;
using Hotpatch.Tool.Connection;

namespace Hotpatch.Tool.Commands;

/// <summary>A patch library that the user names: a file, or one that is compiled from a source file. Dispose it to remove what was compiled.</summary>
internal sealed class FixFile : IDisposable
{
    private readonly DirectoryInfo? _folder;
    private readonly bool _isKept;
    private readonly string? _source;
    private readonly FixCompiler? _compiler;
    private readonly ECDsa? _key;

    private FixFile(string path, string? key, string? keep, FixCompiler? compiler, CancellationToken cancellationToken)
    {
        if (compiler is null)
        {
            Library = key is null ? path : throw new ToolException(ExitCode.Usage, "--key: a C# file was expected, which is compiled and signed, but a library was found. hotpatch sign signs it.");
            return;
        }

        _key = key is null ? null : Keys.ReadPrivate(key);

        // Only this user can write there, which the process asks for.
        (_source, _compiler, _folder, _isKept, Library) = (path, compiler, keep is null ? Directory.CreateTempSubdirectory("hotpatch-") : Own(keep), keep is not null, path);
        try
        {
            Compile(cancellationToken);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets the full path of the library.</summary>
    public string Library { get; private set; }

    /// <summary>Finds the library, or compiles it against the assemblies of the process.</summary>
    /// <param name="path">A library, or a C# file.</param>
    /// <param name="key">The file of a private key that signs what is compiled; null for none.</param>
    /// <param name="keep">Whether what is compiled stays until the process closes its channel, so that its code can be shown.</param>
    /// <param name="client">The process.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ToolException">There is no such file, or it doesn't compile.</exception>
    public static async Task<FixFile> OpenAsync(string path, string? key, bool keep, ControlClient client, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new ToolException(ExitCode.Usage, $"A patch library or a C# file was expected at {full}, but there is no file.");

        return new FixFile(
            full,
            key,
            keep ? client.Fixes : null,
            IsSource(full) ? new FixCompiler(await client.Commands.AssembliesAsync(cancellationToken)) : null,
            cancellationToken);
    }

    public static bool IsSource(string path) => Path.GetExtension(path).Equals(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>Compiles the source file anew.</summary>
    /// <exception cref="ToolException">It doesn't compile.</exception>
    public void Compile(CancellationToken cancellationToken)
    {
        Library = _compiler!.Compile(_source!, _folder!.FullName, cancellationToken);
        if (_key is not null)
            Keys.Sign(Library, _key);
        else
            File.Delete(Library + ".sig");
    }

    private static DirectoryInfo Own(string path)
        => OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    public void Dispose()
    {
        _key?.Dispose();
        if (!_isKept)
            _folder?.Delete(recursive: true);
    }
}
