using Hotpatch.Tests.Support;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Weaving;

/// <summary>An assembly in which the build has noted that its project shall not be woven.</summary>
public class SwitchedOffTests
{
    private const string Source =
        """
        namespace Shop
        {
            public interface IPrice { int Quote(); }
            public class Calculator : IPrice
            {
                [Hotpatch.Patchable] public static int Add(int a, int b) => a + b;
                int IPrice.Quote() => 1;
                public class Nested<T> { }
            }
        }
        """;

    [TestCase("Hotpatch", "<Hotpatch>false</Hotpatch>")]
    [TestCase("DisableFody", "<DisableFody>true</DisableFody>")]
    public void Nothing_is_woven_and_the_exception_names_the_property(string property, string expected)
    {
        var assembly = Load(property, out var run);
        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.Infos, Has.One.EqualTo($"Nothing was made patchable: the project sets {property}."));
        Assert.That(assembly.GetTypes().SelectMany(type => type.GetNestedTypes()).Select(type => type.Name), Is.EqualTo(new[] { "Nested`1" }));

        Assert.That(() => Patchable.In(assembly), Throws.InstanceOf<NotWovenException>().With.Message.Contains(expected));
        Assert.That(
            () => Patchable.For<Func<int, int, int>>(assembly.GetType("Shop.Calculator")!, "Add"),
            Throws.InstanceOf<NotWovenException>().With.Message.StartsWith("Shop.Calculator: ").And.Message.Contains(expected));
    }

    // Another assembly with a note is loaded too: the method's name decides.
    [TestCase("Own.Calculator.Add(System.Int32,System.Int32)")]
    [TestCase("Own.Calculator.Own.IPrice.Quote()")]
    [TestCase("Own.Calculator+Nested`1.Get()")]
    public void Declared_handle_names_the_property_of_its_own_assembly(string method)
    {
        var other = Load("DisableFody", out _);
        var own = Load("Hotpatch", out _, Source.Replace("namespace Shop", "namespace Own", StringComparison.Ordinal));
        Assert.That(DeclaredHandle.NotWoven(method).Message, Does.StartWith(method).And.Contain("<Hotpatch>false</Hotpatch>"));
        GC.KeepAlive(other);
        GC.KeepAlive(own);
    }

    [Test]
    public void Other_metadata_means_nothing()
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, "[assembly: System.Reflection.AssemblyMetadata(\"Hotpatch\", \"false\")]" + Source);
        var run = WeaverRun.Succeed(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug"));
        Assert.That(Patchable.In(LoadedAssembly.Load(run.Output).Assembly), Has.Count.EqualTo(1));
    }

    private static System.Reflection.Assembly Load(string property, out WeaverRun run, string source = Source)
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.FullName, $"[assembly: System.Reflection.AssemblyMetadata(\"Hotpatch.NotWoven\", \"{property}\")]" + source);
        run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), ReferenceList.OfFixture("Debug"));
        return LoadedAssembly.Load(run.Output).Assembly;
    }
}
