using System.Security.Cryptography;
using Hotpatch.Tool.Connection;

namespace Hotpatch.Tool.Commands;

/// <summary>Reads and writes keys that sign patch libraries.</summary>
internal static class Keys
{
    /// <summary>Reads a private key.</summary>
    /// <exception cref="ToolException">The file has none.</exception>
    public static ECDsa ReadPrivate(string path)
    {
        if (!File.Exists(path))
            throw new ToolException(ExitCode.Usage, $"A private key was expected at {Path.GetFullPath(path)}, but there is no file. hotpatch keys new makes one.");

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ToolException(ExitCode.Usage, $"The PEM text of a private key without a password was expected in {path}: {exception.Message}");
        }
    }

    /// <summary>Signs a library.</summary>
    /// <returns>The path of the signature.</returns>
    /// <exception cref="ToolException">The key can't sign.</exception>
    public static string Sign(string library, ECDsa key)
    {
        try
        {
            return PatchSignature.SignFile(library, key);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new ToolException(ExitCode.Usage, $"A private key that can sign was expected: {exception.Message}");
        }
    }

    /// <summary>Writes a new pair: the private key for this user alone, and the public one beside it.</summary>
    /// <exception cref="ToolException">One of the files exists.</exception>
    public static (string Private, string Public) Create(string path)
    {
        var (own, open) = (Path.GetFullPath(path), Path.ChangeExtension(Path.GetFullPath(path), ".pub.pem"));
        if (File.Exists(own) || File.Exists(open))
            throw new ToolException(ExitCode.Usage, $"Paths where no files are were expected, since a key that was overwritten is lost, but {(File.Exists(own) ? own : open)} exists.");

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var writer = new StreamWriter(own, options))
            writer.WriteLine(key.ExportPkcs8PrivateKeyPem());

        using (var writer = new StreamWriter(new FileStream(open, FileMode.CreateNew)))
            writer.WriteLine(key.ExportSubjectPublicKeyInfoPem());

        return (own, open);
    }
}
