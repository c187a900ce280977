using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// The bytes of one managed assembly, read and found sound: all that the runtime takes on trust when it loads an assembly has been checked. Holds no file.
/// </summary>
internal sealed class LibraryImage
{
    private LibraryImage(byte[] bytes, byte[]? symbols, MetadataReader reader)
    {
        Bytes = bytes;
        Symbols = symbols;
        Name = reader.GetAssemblyDefinition().GetAssemblyName();
        References = [.. reader.AssemblyReferences.Select(reference => reader.GetAssemblyReference(reference).GetAssemblyName())];
        NativeReferences = [.. NativeNames(reader)];
        Mvid = reader.GetGuid(reader.GetModuleDefinition().Mvid);
        HasInitializer = reader.GetTypeDefinition(MetadataTokens.TypeDefinitionHandle(1)).GetMethods()
            .Any(method => reader.StringComparer.Equals(reader.GetMethodDefinition(method).Name, ConstructorInfo.TypeConstructorName));
        MayHavePatches = KnownAttributes.HasPatches(reader);
    }

    public AssemblyName Name { get; }

    public IReadOnlyList<AssemblyName> References { get; }

    /// <summary>The native libraries that the assembly's methods are imported from.</summary>
    public IReadOnlyList<string> NativeReferences { get; }

    public bool ReferencesRuntime => References.Any(reference => reference.Name == KnownAttributes.Runtime);

    public byte[] Bytes { get; }

    /// <summary>Portable symbols, where they were found beside the assembly.</summary>
    public byte[]? Symbols { get; }

    public Guid Mvid { get; }

    /// <summary>Whether it has a module initialiser, which the runtime runs before anything else of it.</summary>
    public bool HasInitializer { get; }

    /// <summary>Whether something carries a <see cref="PatchAttribute"/>.</summary>
    public bool MayHavePatches { get; }

    /// <summary>Reads and checks an assembly.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="bytes">The assembly; not to be changed afterwards.</param>
    /// <param name="symbols">Its symbols; what is not portable symbols is left out.</param>
    /// <exception cref="PatchLibraryException">It is not an assembly that can be loaded here; the message says what was expected and found.</exception>
    public static LibraryImage Read(string name, byte[] bytes, byte[]? symbols = null)
    {
        try
        {
            FileKind.Check(bytes);
            using var image = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(bytes));
            ImageHeaders.Check(image, bytes.Length);
            var tables = MetadataTables.Read(image, bytes);
            tables.CheckRows();
            MetadataChecks.Run(image, tables, bytes.Length);
            return new LibraryImage(bytes, SymbolsOf(symbols), tables.Reader);
        }
        catch (Exception exception) when (IsOfDamage(exception))
        {
            throw new PatchLibraryException($"{name} cannot be loaded: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    // The metadata reader says so in several ways where the bytes make no sense.
    private static bool IsOfDamage(Exception exception)
        => exception is DamagedException or BadImageFormatException or ArgumentException or InvalidOperationException or OverflowException or IndexOutOfRangeException
            or InvalidCastException or NotSupportedException or SecurityException;

    private static IEnumerable<string> NativeNames(MetadataReader reader)
        => Enumerable.Range(1, reader.GetTableRowCount(TableIndex.ModuleRef))
            .Select(row => reader.GetString(
                reader.GetModuleReference(MetadataTokens.ModuleReferenceHandle(row)).Name));

    // Symbols are for stack traces and debuggers only; bad ones must not keep a fix out.
    private static byte[]? SymbolsOf(byte[]? symbols)
        => symbols is [(byte)'B', (byte)'S', (byte)'J', (byte)'B', ..] ? symbols : null;
}
