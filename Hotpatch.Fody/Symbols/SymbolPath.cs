using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Collections.Generic;

namespace Hotpatch.Fody.Symbols;

/// <summary>
/// Keeps the path of the PDB file that the compiler wrote into the assembly. Cecil would write the full path: the same sources would give other
/// bytes in another folder, and an assembly with mapped paths would name a folder of the build machine.
/// </summary>
internal static class SymbolPath
{
    // The data begins with the signature, the identifier and the age.
    private const int PathOffset = 24;

    /// <summary>Call this before the module is written: Cecil gets the symbol writer from the symbol reader.</summary>
    public static void Keep(ModuleDefinition module)
    {
        // An embedded PDB has no path. Symbols that Cecil has read already stay, because it reads them method by method.
        if (module.SymbolReader is PortablePdbReader reader && PathIn(module) is { Length: > 0 } path)
            module.ReadSymbols(new PathReader(reader, path));
    }

    private static byte[]? PathIn(ModuleDefinition module)
        => module.HasDebugHeader && module.GetDebugHeader().Entries.FirstOrDefault(IsPath) is { } entry ? [.. entry.Data.Skip(PathOffset)] : null;

    private static bool IsPath(ImageDebugHeaderEntry entry)
        => entry.Directory.Type == ImageDebugType.CodeView && entry.Data.Length > PathOffset && Encoding.ASCII.GetString(entry.Data, 0, 4) == "RSDS";

    private sealed class PathReader(ISymbolReader reader, byte[] path) : ISymbolReader
    {
        public ISymbolWriterProvider GetWriterProvider() => new PathWriterProvider(reader.GetWriterProvider(), path);

        // The wrapped reader has processed the header already.
        public bool ProcessDebugHeader(ImageDebugHeader header) => true;

        public MethodDebugInformation Read(MethodDefinition method) => reader.Read(method);

        public Collection<CustomDebugInformation> Read(ICustomDebugInformationProvider provider) => reader.Read(provider);

        public void Dispose() => reader.Dispose();
    }

    private sealed class PathWriterProvider(ISymbolWriterProvider provider, byte[] path) : ISymbolWriterProvider
    {
        public ISymbolWriter GetSymbolWriter(ModuleDefinition module, string fileName) => new PathWriter(provider.GetSymbolWriter(module, fileName), path);

        public ISymbolWriter GetSymbolWriter(ModuleDefinition module, Stream symbolStream) => new PathWriter(provider.GetSymbolWriter(module, symbolStream), path);
    }

    private sealed class PathWriter(ISymbolWriter writer, byte[] path) : ISymbolWriter
    {
        public ISymbolReaderProvider GetReaderProvider() => writer.GetReaderProvider();

        public ImageDebugHeader GetDebugHeader()
            => new([.. writer.GetDebugHeader().Entries.Select(entry => IsPath(entry) ? WithPath(entry) : entry)]);

        public void Write(MethodDebugInformation info) => writer.Write(info);

        public void Write() => writer.Write();

        public void Write(ICustomDebugInformationProvider provider) => writer.Write(provider);

        public void Dispose() => writer.Dispose();

        private ImageDebugHeaderEntry WithPath(ImageDebugHeaderEntry entry)
        {
            byte[] data = [.. entry.Data.Take(PathOffset), .. path];
            var directory = entry.Directory;
            directory.SizeOfData = data.Length;
            return new ImageDebugHeaderEntry(directory, data);
        }
    }
}
