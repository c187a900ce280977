using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Files;

/// <summary>An assembly in memory, with its symbols if it has some that can be kept.</summary>
internal sealed class InputFile : IDisposable
{
    // The first bytes of metadata, and so of a portable PDB file.
    private static readonly byte[] PortableSignature = [(byte)'B', (byte)'S', (byte)'J', (byte)'B'];

    private InputFile(ModuleDefinition module, bool hasSymbols)
    {
        Module = module;
        HasSymbols = hasSymbols;
    }

    public ModuleDefinition Module { get; }

    public bool HasSymbols { get; }

    public static InputFile Read(string path, IAssemblyResolver references, WeaverLog log)
    {
        // In memory, so that the output may be the same file.
        var module = ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = references, InMemory = true });
        try
        {
            return new InputFile(module, TryReadSymbols(module, path, log));
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    public void Dispose() => Module.Dispose();

    private static bool TryReadSymbols(ModuleDefinition module, string path, WeaverLog log)
    {
        try
        {
            var symbols = Path.ChangeExtension(path, ".pdb");
            if (!IsEmbedded(module) && File.Exists(symbols) && !IsPortable(symbols))
            {
                log.Info($"{Path.GetFileName(path)} is woven without symbols: {Path.GetFileName(symbols)} is a Windows PDB file. Set DebugType to portable in the project that makes it.");
                return false;
            }

            module.ReadSymbols();
            return true;
        }
        catch (Exception exception) when (exception is SymbolsNotFoundException or SymbolsNotMatchingException or FileNotFoundException)
        {
            log.Info($"{Path.GetFileName(path)} is woven without symbols: none were found, or they belong to another build.");
            return false;
        }
    }

    private static bool IsEmbedded(ModuleDefinition module)
        => module.HasDebugHeader && module.GetDebugHeader().Entries.Any(entry => entry.Directory.Type == ImageDebugType.EmbeddedPortablePdb);

    private static bool IsPortable(string symbols)
    {
        using var file = File.OpenRead(symbols);
        return PortableSignature.All(value => file.ReadByte() == value);
    }
}
