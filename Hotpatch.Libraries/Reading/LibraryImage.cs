using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security;

namespace Hotpatch.Libraries.Reading;

/// <summary>
/// The bytes of one managed assembly, after their checks. The checks cover the damage for which the runtime crashes the process instead of throwing an
/// exception, and that of method bodies, which it would only find when a method is called. Holds no open file.
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
        HasInitializer = reader.GetTypeDefinition(MetadataTokens.TypeDefinitionHandle(1)).GetMethods()
            .Any(method => reader.StringComparer.Equals(reader.GetMethodDefinition(method).Name, ConstructorInfo.TypeConstructorName));
    }

    public AssemblyName Name { get; }

    public IReadOnlyList<AssemblyName> References { get; }

    /// <summary>Gets the names of the native libraries that the assembly imports methods from.</summary>
    public IReadOnlyList<string> NativeReferences { get; }

    public byte[] Bytes { get; }

    /// <summary>Gets the portable symbols; null if there are none.</summary>
    public byte[]? Symbols { get; }

    /// <summary>Gets whether the assembly has a module initialiser, which the runtime runs before any other code of the assembly.</summary>
    public bool HasInitializer { get; }

    /// <summary>Reads and checks an assembly.</summary>
    /// <param name="name">The name for messages.</param>
    /// <param name="bytes">The bytes of the assembly. Do not change them afterwards.</param>
    /// <param name="symbols">The bytes of the symbols; ignored if they are not portable symbols.</param>
    /// <exception cref="PatchLibraryException">The assembly is damaged, or cannot be loaded in this process. The message says what was found.</exception>
    public static LibraryImage Read(string name, byte[] bytes, byte[]? symbols = null)
    {
        try
        {
            FileKind.Check(bytes);
            using var image = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(bytes));
            ImageHeaders.Check(image, bytes.Length);
            var tables = MetadataTables.Read(image, bytes);
            tables.CheckRows();
            MetadataChecks.Run(image, tables);
            return new LibraryImage(bytes, SymbolsOf(symbols), tables.Reader);
        }
        catch (Exception exception) when (IsOfDamage(exception))
        {
            throw new PatchLibraryException($"{name} cannot be loaded: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    // The metadata reader throws many types of exceptions for damaged bytes.
    private static bool IsOfDamage(Exception exception)
        => exception is DamagedException or BadImageFormatException or ArgumentException or InvalidOperationException or OverflowException or IndexOutOfRangeException
            or InvalidCastException or NotSupportedException or SecurityException;

    private static IEnumerable<string> NativeNames(MetadataReader reader)
        => Enumerable.Range(1, reader.GetTableRowCount(TableIndex.ModuleRef))
            .Select(row => reader.GetString(
                reader.GetModuleReference(MetadataTokens.ModuleReferenceHandle(row)).Name));

    // Symbols only serve stack traces and debuggers, so unusable ones must not prevent a fix from loading.
    private static byte[]? SymbolsOf(byte[]? symbols)
        => symbols is [(byte)'B', (byte)'S', (byte)'J', (byte)'B', ..] ? symbols : null;
}
