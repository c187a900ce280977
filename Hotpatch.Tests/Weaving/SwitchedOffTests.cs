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
        Assert.That(
            DeclaredHandle.NotWoven(method).Message,
            Does.StartWith(method).And.Contain("<Hotpatch>false</Hotpatch>").And.Not.Contain("left this method as it is"));
        GC.KeepAlive(other);
        GC.KeepAlive(own);
    }

    [Test]
    public void Declared_handle_of_an_unknown_assembly_names_what_may_be_the_reason()
        => Assert.That(DeclaredHandle.NotWoven("Nowhere.None.Get()").Message, Does.Contain("was not woven, or the weaver left this method as it is"));

    [TestCase("Sought.Calculator.Add")]
    [TestCase("Sought.Calculator.Add(System.Int32, System.Int32)")]
    [TestCase("Sought.Calculator.Ad")]
    [TestCase("Sought.Calculator+Nested`1.Get()")]
    [TestCase("Sought.Calculator.Sought.IPrice<System.Int32,System.Int32[]>.Quote()")]
    public void Find_names_the_property_of_the_assembly_that_has_the_type(string name)
    {
        var own = Load("Hotpatch", out _, Source.Replace("namespace Shop", "namespace Sought", StringComparison.Ordinal));
        Assert.That(() => Patchable.Find(name), NotWoven());
        Assert.That(() => Patchable.Find<Func<int, int, int>>(name), NotWoven());
        Assert.That(() => Patchable.ForAll(name), NotWoven());
        GC.KeepAlive(own);

        NUnit.Framework.Constraints.Constraint NotWoven()
            => Throws.InstanceOf<NotWovenException>().With.Message.StartsWith(name + ": ").And.Message.Contains("<Hotpatch>false</Hotpatch>");
    }

    [Test]
    public void Find_names_the_package_where_nothing_weaves_the_assembly()
        => Assert.That(
            () => Patchable.Find($"{typeof(SwitchedOffTests).FullName}.{nameof(Other_metadata_means_nothing)}"),
            Throws.InstanceOf<NotWovenException>().With.Message.Contains("Hotpatch.Tests was not woven. Reference the package Hotpatch.Fody from its project"));

    [TestCase("System.String.get_Length")]
    [TestCase("Nowhere.None.Get(")]
    [TestCase("Nowhere")]
    [TestCase("")]
    [TestCase("a,b.c,d.e")]
    [TestCase("[[.\\+.&*")]
    public void Find_of_anything_else_finds_no_method(string name) => Assert.That(() => Patchable.Find(name), Throws.InstanceOf<PatchTargetException>());

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
