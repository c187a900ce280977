using System.Collections.Concurrent;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Hotpatch.Libraries.Reading;

namespace Hotpatch.Tests.Libraries.Reading;

/// <summary>
/// The checks accept every sound assembly: all those of the SDK and of the package folder, by many compilers, rewriters and obfuscators. On the machine
/// where this was written, 10,823 of 11,785 files, in 10 seconds of processor time.
/// </summary>
[Category("Slow")]
public class EverySoundAssemblyTests
{
    // More are sampled, so that a large package folder does not take minutes.
    private const int MostFiles = 12_000;

    // Found hard by the checks before: built by ILRepack, with many attributes with enumerations from elsewhere, the core library, built by F#.
    private static readonly string[] Hard =
        ["GitHubActionsTestLogger.dll", "System.ServiceModel.Primitives.dll", "System.Private.CoreLib.dll", "FSharp.Core.dll", "System.Reactive.dll"];

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    private enum Kind
    {
        /// <summary>Checked as a library is, headers and all.</summary>
        Plain,

        /// <summary>
        /// Compiled ahead of time (ReadyToRun), or for another platform. The loader refuses these on purpose, with a message of their own; all but their
        /// headers is checked.
        /// </summary>
        NotForHere,

        /// <summary>Excluded: no managed code.</summary>
        Native,

        /// <summary>Excluded: managed and native code in one file, which the loader refuses on purpose.</summary>
        Mixed,

        /// <summary>Excluded: marked [ReferenceAssembly], which the loader refuses on purpose. Those without the mark are checked.</summary>
        Reference,

        /// <summary>Excluded: a module or Windows metadata rather than an assembly, or an assembly with parts in other files; the loader refuses all on purpose.</summary>
        NotOneAssembly,

        /// <summary>Excluded: deleted since the files were listed, as builds on the same machine do with packages.</summary>
        Gone,
    }

    [Test]
    public void No_assembly_of_the_SDK_and_of_packages_is_refused()
    {
        var files = Files();
        var kinds = new ConcurrentDictionary<Kind, int>();
        var refused = new ConcurrentBag<string>();
        Parallel.ForEach(
            Partitioner.Create(files, EnumerablePartitionerOptions.NoBuffering),
            file => kinds.AddOrUpdate(Check(file, refused), 1, (_, count) => count + 1));

        TestContext.Out.WriteLine($"{files.Count} files: {string.Join(", ", kinds.OrderBy(kind => kind.Key).Select(kind => $"{kind.Value} {kind.Key}"))}");
        Assert.Multiple(() =>
        {
            Assert.That(refused, Is.Empty);
            Assert.That(kinds.GetValueOrDefault(Kind.Plain), Is.GreaterThan(500));
            Assert.That(kinds.GetValueOrDefault(Kind.NotForHere), Is.GreaterThan(50));
        });
    }

    private static Kind Check(string file, ConcurrentBag<string> refused)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Kind.Gone;
        }

        using var image = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(bytes));
        var kind = KindOf(image, bytes);
        try
        {
            if (kind == Kind.Plain)
                _ = LibraryImage.Read(file, bytes);
            else if (kind == Kind.NotForHere)
                CheckWithoutHeaders(image, bytes);
        }
        catch (Exception exception)
        {
            refused.Add($"{file}: {exception.Message}");
        }

        return kind;
    }

    private static void CheckWithoutHeaders(PEReader image, byte[] bytes)
    {
        var tables = MetadataTables.Read(image, bytes);
        tables.CheckRows();
        MetadataChecks.Run(image, tables);
    }

    private static Kind KindOf(PEReader image, byte[] bytes)
    {
        if (bytes is not [(byte)'M', (byte)'Z', ..] || image.PEHeaders.CorHeader is not { } managed || !image.HasMetadata)
            return Kind.Native;

        var reader = image.GetMetadataReader(MetadataReaderOptions.None);
        if (!reader.IsAssembly || reader.MetadataKind != MetadataKind.Ecma335 || reader.GetTableRowCount(TableIndex.File) > 0)
            return Kind.NotOneAssembly;

        if (KnownAttributes.IsReferenceAssembly(reader))
            return Kind.Reference;

        if (managed.ManagedNativeHeaderDirectory.Size != 0)
            return Kind.NotForHere;

        if (!managed.Flags.HasFlag(CorFlags.ILOnly))
            return Kind.Mixed;

        var isAny = image.PEHeaders.CoffHeader.Machine == Machine.I386 && image.PEHeaders.PEHeader!.Magic == PEMagic.PE32
            && (!managed.Flags.HasFlag(CorFlags.Requires32Bit) || managed.Flags.HasFlag(CorFlags.Prefers32Bit));
        return isAny ? Kind.Plain : Kind.NotForHere;
    }

    private static List<string> Files()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? root : Path.GetFullPath(Path.Combine(framework, "..", "..", ".."));
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var all = new[] { Path.Combine(dotnet, "sdk"), Path.Combine(dotnet, "shared"), Path.Combine(dotnet, "packs"), packages, AppContext.BaseDirectory }
            .Where(Directory.Exists)
            .SelectMany(place => Directory.EnumerateFiles(place, "*.dll", Everywhere))
            .Where(file => !IsOfTests(file, packages))
            .Order(StringComparer.Ordinal)
            .ToList();
        var every = 1 + ((all.Count - 1) / MostFiles);
        return [.. all.Where((file, index) => index % every == 0 || Hard.Contains(Path.GetFileName(file), StringComparer.OrdinalIgnoreCase))];
    }

    // Tests pack and restore these packages while other tests run.
    private static bool IsOfTests(string file, string packages)
        => file.StartsWith(Path.Combine(packages, "hotpatch"), StringComparison.OrdinalIgnoreCase);
}
