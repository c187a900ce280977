using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Symbols;
using Mono.Cecil;

namespace Hotpatch.Fody.Signing;

/// <summary>The assembly that Fody has written. Fody knows how to sign with a key file of MSBuild; the compiler knows more.</summary>
internal sealed class WrittenAssembly(ModuleDefinition module, string file, string projectFolder, IAssemblyResolver resolver)
{
    /// <summary>Gives it the strong name that it had before.</summary>
    /// <exception cref="HotpatchWeavingException">The key to sign it with is not known. Nothing is left of the assembly.</exception>
    public void Keep(StrongName compiled)
    {
        var written = StrongName.Of(module);
        if (written.Equals(compiled))
            return;

        var keyPair = compiled.IsSigned
            ? KeyFileAttribute.FindKeyPair(module.Assembly, compiled.PublicKey, projectFolder, Path.GetDirectoryName(file)!)
            : null;
        if (compiled.IsSigned && keyPair is null)
        {
            // It has another name, or, in place of its key, the bytes of a file that holds a secret.
            File.Delete(file);
            throw new HotpatchWeavingException(
                ErrorCode.StrongName,
                $"{module.Assembly.Name.Name} has to be signed again after weaving, as the compiler has signed it. A file with the key pair was expected, but "
                + "the compiler has the key from elsewhere: a key container, a .pfx file or an option of its own. "
                + "Set SignAssembly, and AssemblyOriginatorKeyFile to an .snk file. With its public part alone, set PublicSign or DelaySign too.");
        }

        WriteAgain(compiled, keyPair);
    }

    private void WriteAgain(StrongName compiled, byte[]? keyPair)
    {
        using var again = ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = resolver, InMemory = true });
        if (module.HasSymbols)
        {
            again.ReadSymbols();
            SymbolPath.Keep(again);
        }

        again.Assembly.Name.PublicKey = compiled.PublicKey;
        again.Attributes = compiled.IsSigned
            ? again.Attributes | ModuleAttributes.StrongNameSigned
            : again.Attributes & ~ModuleAttributes.StrongNameSigned;
        again.Write(file, new WriterParameters { StrongNameKeyBlob = keyPair, WriteSymbols = module.HasSymbols });
    }
}
