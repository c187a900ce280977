using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Hotpatch.Tests.Support;

/// <summary>What the files of two assemblies say about their strong names, to be compared.</summary>
public sealed record StrongNameOf(string PublicKey, AssemblyFlags Flags, AssemblyHashAlgorithm Hash, CorFlags HeaderFlags, StrongNameOf.Signature State)
{
    // A public key stands behind the algorithms and its length, which are three numbers.
    private const int BeforeKey = 12;

    // Within the optional header, for 32 and for 64 bits.
    private const int Checksum = 64;
    private const int SectionHeaderSize = 40;

    public enum Signature
    {
        /// <summary>There is no room for one.</summary>
        None,

        /// <summary>Nothing but zeros.</summary>
        Empty,

        Valid,
        Invalid,
    }

    public static StrongNameOf File(string path)
    {
        var bytes = System.IO.File.ReadAllBytes(path);
        using var image = new PEReader(new MemoryStream(bytes));
        var metadata = image.GetMetadataReader();
        var assembly = metadata.GetAssemblyDefinition();
        var key = metadata.GetBlobBytes(assembly.PublicKey);
        return new StrongNameOf(
            Convert.ToHexString(key), assembly.Flags, assembly.HashAlgorithm, image.PEHeaders.CorHeader!.Flags, Check(bytes, image.PEHeaders, key));
    }

    private static Signature Check(byte[] bytes, PEHeaders headers, byte[] key)
    {
        var directory = headers.CorHeader!.StrongNameSignatureDirectory;
        if (!headers.TryGetDirectoryOffset(directory, out var offset) || directory.Size == 0)
            return Signature.None;

        var signature = bytes.AsSpan(offset, directory.Size).ToArray();
        if (signature.All(value => value == 0))
            return Signature.Empty;

        // The headers, with no checksum, and all sections, without the signature itself.
        bytes.AsSpan(headers.PEHeaderStartOffset + Checksum, sizeof(int)).Clear();
        var endOfHeaders = headers.PEHeaderStartOffset + headers.CoffHeader.SizeOfOptionalHeader + (headers.SectionHeaders.Length * SectionHeaderSize);
        var text = headers.SectionHeaders[0].PointerToRawData;
        byte[] signed = [.. bytes[..endOfHeaders], .. bytes[text..offset], .. bytes[(offset + directory.Size)..]];

        using var rsa = new RSACryptoServiceProvider();
        rsa.ImportCspBlob(key[BeforeKey..]);
        Array.Reverse(signature);
#pragma warning disable CA5350 // Strong names have it.
        return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1) ? Signature.Valid : Signature.Invalid;
#pragma warning restore CA5350
    }
}
