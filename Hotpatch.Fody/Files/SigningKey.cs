using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Signing;
using Mono.Cecil;

namespace Hotpatch.Fody.Files;

/// <summary>The key pair to sign the output with.</summary>
internal static class SigningKey
{
    /// <summary>Returns the key pair in the file, or null if no file is given.</summary>
    /// <exception cref="HotpatchWeavingException">The file can't be read, or doesn't have the key pair of the assembly.</exception>
    public static byte[]? Read(string? file, ModuleDefinition module)
    {
        if (file is null)
            return null;

        var key = Bytes(file, module.Name);
        return KeyPair.Has(key, StrongName.Of(module).PublicKey)
            ? key
            : throw new HotpatchWeavingException(
                ErrorCode.StrongName,
                $"{module.Name} can't be signed with {Path.GetFileName(file)}: the file was expected to have the key pair of the assembly's public key. "
                + "Name the .snk file that the assembly was signed with, or none.");
    }

    private static byte[] Bytes(string file, string assembly)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var problem = exception is FileNotFoundException or DirectoryNotFoundException ? "is missing" : $"could not be read: {exception.Message.TrimEnd('.')}";
            throw new HotpatchWeavingException(
                ErrorCode.StrongName,
                $"{assembly} can't be signed: the key file {file} {problem}. Correct the path in KeyFile, or name no key file.",
                innerException: exception);
        }
    }
}
