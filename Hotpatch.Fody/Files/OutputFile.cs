using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;

namespace Hotpatch.Fody.Files;

/// <summary>The files of the woven assembly.</summary>
internal sealed class OutputFile(string path)
{
    private readonly string _path = Path.GetFullPath(path);

    private string SymbolFile => Path.ChangeExtension(_path, ".pdb");

    public bool Is(string other) => string.Equals(_path, Path.GetFullPath(other), StringComparison.Ordinal);

    /// <exception cref="HotpatchWeavingException">The file system refuses.</exception>
    public void Delete() => Try("deleted", () =>
    {
        Delete(_path);
        Delete(SymbolFile);
    });

    /// <summary>Writes the files beside their place and then moves them, so that a reader finds a whole file or none.</summary>
    /// <exception cref="HotpatchWeavingException">The file system refuses.</exception>
    public void Write(InputFile file, byte[]? key) => Try("written", () => WriteAll(file, key));

    private void WriteAll(InputFile file, byte[]? key)
    {
        var folder = Path.Combine(Directory.CreateDirectory(Path.GetDirectoryName(_path)!).FullName, $"{Path.GetFileName(_path)}.{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        try
        {
            var written = Path.Combine(folder, Path.GetFileName(_path));
            file.Module.Write(written, new WriterParameters { WriteSymbols = file.HasSymbols, StrongNameKeyBlob = key, DeterministicMvid = true });

            // Symbols first: who finds the assembly finds its symbols.
            Move(Path.ChangeExtension(written, ".pdb"), SymbolFile);
            Move(written, _path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Not for the end of a stream, which Cecil comes to if it reads a damaged input.
    private void Try(string done, Action step)
    {
        try
        {
            step();
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or (IOException and not EndOfStreamException))
        {
            throw new HotpatchWeavingException(
                ErrorCode.UnreadableInput,
                $"The output {_path} could not be {done}: {exception.Message.TrimEnd('.')}. Close programs that use the file, and check the path and the permissions of its folder.",
                innerException: exception);
        }
    }

    private static void Move(string from, string to)
    {
        if (File.Exists(from) && File.Exists(to))
            File.Replace(from, to, destinationBackupFileName: null);
        else if (File.Exists(from))
            File.Move(from, to);
        else
            Delete(to);
    }

    // File.Delete throws if the folder is missing.
    private static void Delete(string file)
    {
        if (File.Exists(file))
            File.Delete(file);
    }
}
