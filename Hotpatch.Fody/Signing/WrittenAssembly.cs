using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Symbols;
using Mono.Cecil;

namespace Hotpatch.Fody.Signing;

/// <summary>The assembly that Fody wrote. Fody signs only with a key file of MSBuild; the compiler knows more ways.</summary>
internal sealed class WrittenAssembly(ModuleDefinition module, string file, string projectFolder, IAssemblyResolver resolver)
{
    /// <summary>Gives the assembly the strong name that the compiler gave it.</summary>
    /// <exception cref="HotpatchWeavingException">The key is unknown. The assembly is deleted.</exception>
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
            // The assembly has another name, or its public key is the content of a file with a private key. Neither may be left.
            File.Delete(file);
            throw new HotpatchWeavingException(
                ErrorCode.StrongName,
                $"{module.Assembly.Name.Name} must be signed again after weaving. A file with the key pair was expected, but the compiler got the "
                + "key from elsewhere: a key container, a .pfx file or a compiler option. Set SignAssembly, and set AssemblyOriginatorKeyFile to an .snk file. "
                + "If you have only the public part of the key, set PublicSign or DelaySign too.");
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
