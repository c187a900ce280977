using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>The assemblies in the packages have strong names, and symbols from which debuggers find the sources, wherever they were built.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class PackagedAssemblyTests
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private static readonly string[] Packages =
        [
            PackageFeed.PathOf("Hotpatch.Fody"),
            PackageFeed.PathOf("Hotpatch.Runtime"), Path.ChangeExtension(PackageFeed.PathOf("Hotpatch.Runtime"), ".snupkg"),
            PackageFeed.PathOf("Hotpatch.Libraries"), Path.ChangeExtension(PackageFeed.PathOf("Hotpatch.Libraries"), ".snupkg"),
            PackageFeed.PathOf("Hotpatch.Hosting"), Path.ChangeExtension(PackageFeed.PathOf("Hotpatch.Hosting"), ".snupkg"),
            PackageFeed.PathOf("Hotpatch.FeatureManagement"), Path.ChangeExtension(PackageFeed.PathOf("Hotpatch.FeatureManagement"), ".snupkg"),
        ];

    // Where the sources lie, where the packages were built and everything of this user.
    private static IEnumerable<string> FoldersOfTheBuild
        => new[] { Path.GetFullPath(Repository.Root), Path.GetDirectoryName(PackageFeed.Folder)!, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) }
            .Select(folder => Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar);

    private static IEnumerable<(string Name, byte[] Bytes)> Files
    {
        get
        {
            foreach (var package in Packages)
            {
                using var archive = ZipFile.OpenRead(package);
                foreach (var entry in archive.Entries)
                {
                    using var content = new MemoryStream();
                    using (var stream = entry.Open())
                        stream.CopyTo(content);
                    yield return ($"{Path.GetFileName(package)}/{entry.FullName}", content.ToArray());
                }
            }
        }
    }

    // The task that weaves references brings Cecil along, which is not built here.
    private static IEnumerable<(string Name, byte[] Bytes)> Assemblies
        => Files.Where(file => Path.GetExtension(file.Name) == ".dll" && !Path.GetFileName(file.Name).StartsWith("Mono.Cecil", StringComparison.Ordinal));

    // Beside the assembly, or within it.
    private static IEnumerable<(string Name, MetadataReaderProvider Pdb)> Symbols
    {
        get
        {
            foreach (var (name, bytes) in Files.Where(file => Path.GetExtension(file.Name) == ".pdb"))
                yield return (name, MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(bytes)));

            foreach (var (name, bytes) in Assemblies)
            {
                using var image = new PEReader(new MemoryStream(bytes));
                foreach (var entry in image.ReadDebugDirectory().Where(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb))
                    yield return (name, image.ReadEmbeddedPortablePdbDebugDirectoryData(entry));
            }
        }
    }

    [Test]
    public void Every_assembly_is_signed_and_references_signed_ones()
    {
        using var folder = new TempFolder();
        var file = folder.PathOf("assembly.dll");
        Assert.That(Assemblies.Count(), Is.EqualTo(14));
        Assert.Multiple(() =>
        {
            foreach (var (name, bytes) in Assemblies)
            {
                File.WriteAllBytes(file, bytes);
                Assert.That(StrongNameOf.File(file).State, Is.EqualTo(StrongNameOf.Signature.Valid), name);
                Assert.That(StrongNameOf.File(file).PublicKey, Is.EqualTo(Convert.ToHexString(typeof(PatchHandle).Assembly.GetName().GetPublicKey()!)), name);

                using var image = new PEReader(new MemoryStream(bytes));
                var metadata = image.GetMetadataReader();
                var unsigned = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                    .Where(reference => reference.PublicKeyOrToken.IsNil)
                    .Select(reference => metadata.GetString(reference.Name));
                Assert.That(unsigned, Is.Empty, name);
            }
        });
    }

    [Test]
    public void No_file_names_a_folder_of_the_build()
    {
        Assert.Multiple(() =>
        {
            foreach (var (name, bytes) in Files)
                foreach (var folder in FoldersOfTheBuild)
                {
                    Assert.That(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(folder)), Is.EqualTo(-1), $"{folder} in {name}");
                    Assert.That(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(folder)), Is.EqualTo(-1), $"{folder} in {name}");
                }
        });
    }

    [Test]
    public void Every_assembly_has_symbols_whose_paths_are_those_of_the_repository()
    {
        Assert.That(Symbols.Count(), Is.EqualTo(Assemblies.Count()));
        Assert.Multiple(() =>
        {
            foreach (var (name, provider) in Symbols)
            {
                var pdb = provider.GetMetadataReader();
                var documents = pdb.Documents.Select(document => pdb.GetString(pdb.GetDocument(document).Name)).ToArray();
                Assert.That(documents, Is.Not.Empty, name);
                Assert.That(documents.Where(path => !path.StartsWith("/_", StringComparison.Ordinal)), Is.Empty, name);
                Assert.That(documents, Has.Some.Match(@"^/_/Hotpatch\.\w+/.*\.cs$"), name);

                var links = Information(pdb, SourceLink).Select(bytes => Encoding.UTF8.GetString(bytes)).ToArray();
                Assert.That(links.Where(link => FoldersOfTheBuild.Any(link.Contains)), Is.Empty, name);
                Assert.That(Information(pdb, EmbeddedSource), Is.Not.Empty, $"{name} has the sources that the build wrote.");
            }
        });
    }

    [Test]
    public void Packages_name_the_repository()
    {
        var address = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;
        var named = Files.Where(file => Path.GetExtension(file.Name) == ".nuspec")
            .Select(file => XDocument.Load(new MemoryStream(file.Bytes)).Descendants().Single(element => element.Name.LocalName == "repository").Attribute("url")!.Value);
        Assert.That(named, Is.EqualTo(Packages.Select(_ => address)));
    }

    [Test]
    public void Woven_assembly_names_the_runtime_with_its_key()
    {
        using var consumer = Consumer.Application();
        consumer.Build();
        using var image = new PEReader(File.OpenRead(consumer.Assembly()));
        var metadata = image.GetMetadataReader();
        var runtime = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Single(reference => metadata.GetString(reference.Name) == "Hotpatch.Runtime");
        Assert.That(metadata.GetBlobBytes(runtime.PublicKeyOrToken), Is.EqualTo(typeof(PatchHandle).Assembly.GetName().GetPublicKeyToken()));
    }

    private static IEnumerable<byte[]> Information(MetadataReader pdb, Guid kind)
        => pdb.CustomDebugInformation.Select(pdb.GetCustomDebugInformation)
            .Where(information => pdb.GetGuid(information.Kind) == kind)
            .Select(information => pdb.GetBlobBytes(information.Value));
}
