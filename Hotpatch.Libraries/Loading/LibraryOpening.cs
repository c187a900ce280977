using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime;
using System.Runtime.CompilerServices;
using Hotpatch.Libraries.Context;
using Hotpatch.Libraries.Reading;
using Hotpatch.Libraries.Reports;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Loading;

/// <summary>Reads a library from a file, a stream or an assembly. Checks and loads the same bytes, and runs no code of the library.</summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class LibraryOpening
{
    public static LibraryContent OfFile(string path, PatchLibraryOptions options)
    {
        RequireJit(path);
        var trust = options.Trust ?? PatchTrust.Anyone;
        var file = trust.Read(path);
        var image = LibraryImage.Read(Path.GetFileName(path), file.Bytes, PrivateFiles.ReadSymbols(file.Path, trust));
        return InContext(LibraryContext.Create(image, file.Path, options.Trust, options.Targets)) with { Path = Path.GetFullPath(path) };
    }

    public static LibraryContent OfStream(Stream stream, string name, PatchLibraryOptions options)
    {
        RequireJit(name);
        var bytes = ReadAll(stream, name);
        options.Trust?.CheckBytes(name, bytes, signature: null);
        return InContext(LibraryContext.Create(LibraryImage.Read(name, bytes), path: null, options.Trust, options.Targets));
    }

    public static LibraryContent OfAssembly(Assembly assembly, PatchLibraryOptions options)
        => options.Trust is null or { IsAnyone: true }
            ? new LibraryContent(assembly, Context: null)
            : throw new PatchTrustException(
                $"{assembly.GetName().Name}: a file or a stream was expected, whose bytes can be checked before they are loaded, but an assembly that is "
                + "already loaded was found. Load the library from its file, or set no Trust.");

    /// <summary>
    /// Checks that the program can load code. Call this first: without a JIT, reading fails with a message about missing framework assemblies.
    /// </summary>
    /// <param name="name">The library or folder, for the message.</param>
    /// <exception cref="PatchLibraryException">The program has no JIT.</exception>
    public static void RequireJit(string name)
    {
        // A project with PublishAot turns the switch off, but still runs with a JIT until it is published. A program with a JIT has compiled methods.
        if (!RuntimeFeature.IsDynamicCodeSupported && JitInfo.GetCompiledMethodCount() == 0)
            throw new PatchLibraryException($"{name}: {LibraryTexts.NoJit}", [LibraryTexts.NoJit]);
    }

    private static LibraryContent InContext(LibraryContext context) => new(context.Library, context);

    private static byte[] ReadAll(Stream stream, string name)
    {
        try
        {
            using var bytes = new MemoryStream();
            var buffer = new byte[81920];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                if (bytes.Length + read > LibraryFile.MaxLength)
                    throw new PatchLibraryException($"{name}: at most {LibraryFile.MaxLength} bytes were expected, but more were found.");

                bytes.Write(buffer, 0, read);
            }

            return bytes.ToArray();
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException or ObjectDisposedException)
        {
            throw new PatchLibraryException($"{name} cannot be read: {exception.Message}", exception);
        }
    }
}
