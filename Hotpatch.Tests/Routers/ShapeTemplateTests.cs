using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Routers;

/// <summary>The files of Hotpatch.Runtime for each <c>Func</c> and <c>Action</c> are those that <see cref="ShapeTemplate"/> writes.</summary>
public class ShapeTemplateTests
{
    /// <summary>If this environment variable is 1, the test writes the files instead.</summary>
    private const string Writes = "HOTPATCH_WRITE_SHAPES";

    private static string Folder => Repository.PathOf("Hotpatch.Runtime");

    [Test]
    public void The_files_are_what_the_template_writes()
    {
        if (Environment.GetEnvironmentVariable(Writes) == "1")
        {
            foreach (var (name, text) in ShapeTemplate.Files)
                File.WriteAllText(Path.Combine(Folder, name), text);
        }

        Assert.That(
            Directory.GetFiles(Path.Combine(Folder, ShapeTemplate.Routers)).Select(Path.GetFileName),
            Is.EquivalentTo(ShapeTemplate.Files.Keys.Where(name => name.StartsWith(ShapeTemplate.Routers, StringComparison.Ordinal)).Select(Path.GetFileName)));
        Assert.Multiple(() =>
        {
            foreach (var (name, text) in ShapeTemplate.Files)
            {
                var found = File.ReadAllText(Path.Combine(Folder, name)).Replace("\r\n", "\n", StringComparison.Ordinal);
                Assert.That(found == text.Replace("\r\n", "\n", StringComparison.Ordinal), $"{name} differs: change ShapeTemplate, and run this test with {Writes}=1");
            }
        });
    }
}
