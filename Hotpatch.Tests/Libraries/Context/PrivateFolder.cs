using System.Reflection;
using Hotpatch.Libraries.Context;
using Hotpatch.Libraries.Reading;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Libraries.Context;

/// <summary>A folder with a library and what it needs, compiled from sources.</summary>
internal sealed class PrivateFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public string FullName => _folder.FullName;

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    public string Compile(string source, string name, params string[] references)
        => Compiled.ToFolder(FullName, source, name, ReferenceList.OfFixture("Release").With(references), symbols: null);

    /// <summary>A satellite with one resource.</summary>
    public void CompileSatellite(string of, string culture, string text)
    {
        var compilation = CSharpCompilation.Create(
            of + ".resources",
            [CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyCulture(\"{culture}\")]")],
            ReferenceList.OfFixture("Release").Paths.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var path = Directory.CreateDirectory(PathOf(culture)).FullName;
        using var output = File.Create(Path.Combine(path, of + ".resources.dll"));
        var resource = new ResourceDescription("Text", () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), isPublic: true);
        Assert.That(compilation.Emit(output, manifestResources: [resource]).Success, Is.True);
    }

    public static LibraryContext Load(string path, PatchTrust? trust = null, params Assembly[] targets)
        => LibraryContext.Create(LibraryImage.Read(Path.GetFileName(path), File.ReadAllBytes(path)), path, trust, targets);

    public void Dispose() => _folder.Dispose();
}
