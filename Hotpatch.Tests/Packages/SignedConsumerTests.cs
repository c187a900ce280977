using System.Reflection;
using System.Reflection.PortableExecutable;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// A woven library and a woven application that sees its internals, both signed: each has to know the other by its public key. The library has
/// resources in another language, in an assembly that is signed after it.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class SignedConsumerTests
{
    private const string Program =
        """
        using Hotpatch;
        using Library;

        Patchable.For(Words.Hello).Patch(() => Words.Hello_Again());
        Console.WriteLine(Words.Hello());
        System.Globalization.CultureInfo.CurrentUICulture = new("de");
        Console.WriteLine(Words.Hello());

        internal static class Marked
        {
            [Patchable] internal static int Answer() => 42;
        }
        """;

    private const string Library =
        """
        using Hotpatch;
        using System.Resources;

        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("App, PublicKey=KEY")]

        namespace Library
        {
            internal static class Words
            {
                [Patchable] internal static string Hello() => "?";
                internal static string Hello_Again() => new ResourceManager("Library.Words", typeof(Words).Assembly).GetString("Hello")!;
            }
        }
        """;

    private const string Resources =
        """
        <root>
          <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
          <resheader name="version"><value>2.0</value></resheader>
          <resheader name="reader"><value>System.Resources.ResXResourceReader</value></resheader>
          <resheader name="writer"><value>System.Resources.ResXResourceWriter</value></resheader>
          <data name="Hello"><value>WORD</value></data>
        </root>
        """;

    [TestCase("")]
    [TestCase("<DelaySign>true</DelaySign>")]
    [TestCase("<PublicSign>true</PublicSign>")]
    public void Projects_that_know_each_other_by_their_keys_build_run_and_build_again(string mode)
    {
        var key = new KeyFiles();
        var properties = $"<SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>../key.snk</AssemblyOriginatorKeyFile>{mode}";
        using var consumer = new Consumer();
        File.WriteAllBytes(consumer.PathOf("key.snk"), key.Pair);
        consumer.WriteProject("Library", "netstandard2.0", Consumer.LibraryReferences, properties);
        consumer.Write("Library/Words.cs", Library.Replace("KEY", Convert.ToHexString(key.PublicPart), StringComparison.Ordinal));
        consumer.Write("Library/Words.resx", Resources.Replace("WORD", "Hello", StringComparison.Ordinal));
        consumer.Write("Library/Words.de.resx", Resources.Replace("WORD", "Hallo", StringComparison.Ordinal));
        consumer.WriteApplication(Consumer.ApplicationReferences + """<ProjectReference Include="../Library/Library.csproj" />""", properties);
        consumer.Write("App/Program.cs", Program);

        Assert.That(Consumer.Weavings(consumer.Build()), Is.EqualTo(2));
        Assert.That(consumer.Run(), Is.EqualTo(new[] { "Hello", "Hallo" }));
        Check();

        // Woven a second time, into the folders of the first.
        consumer.Write("Library/Words.de.resx", Resources.Replace("WORD", "Servus", StringComparison.Ordinal));
        File.AppendAllText(consumer.PathOf("Library", "Words.cs"), "// Changed");
        Assert.That(Consumer.Weavings(consumer.Build()), Is.GreaterThanOrEqualTo(1));
        Assert.That(consumer.Run(), Is.EqualTo(new[] { "Hello", "Servus" }));
        Check();
        Assert.That(Consumer.Weavings(consumer.Build()), Is.Zero);

        void Check()
        {
            var output = Path.GetDirectoryName(consumer.Assembly())!;
            var satellite = Path.Combine(output, "de", "Library.resources.dll");
            foreach (var assembly in new[] { consumer.Assembly(), Path.Combine(output, "Library.dll"), satellite })
                Assert.That(PublicKey(assembly), Is.EqualTo(key.PublicPart), assembly);

            // What the SDK does with DelaySign and PublicSign for these is its own business, as long as it is what the project says.
            Assert.That(Flags(satellite).HasFlag(CorFlags.StrongNameSigned), Is.EqualTo(!mode.Contains("Delay", StringComparison.Ordinal)));
            Assert.That(
                Directory.GetFiles(consumer.PathOf(), "*", SearchOption.AllDirectories)
                    .Where(file => Path.GetExtension(file) != ".snk" && key.IsIn(File.ReadAllBytes(file))),
                Is.Empty);
        }
    }

    [Test]
    public void Key_of_a_container_is_refused()
    {
        // The compiler takes keys of containers on Windows only; elsewhere it is the first to refuse.
        using var consumer = Consumer.Application("<NoWarn>$(NoWarn);CS1699</NoWarn>");
        consumer.Write("App/Key.cs", "[assembly: System.Reflection.AssemblyKeyName(\"Nobody\")]");
        Assert.That(consumer.TryBuild().Failed(), Does.Match("error (CS702[78]|.*HP0019)"));
        Assert.That(consumer.Assembly(), Does.Not.Exist);
    }

    private static byte[] PublicKey(string assembly) => AssemblyName.GetAssemblyName(assembly).GetPublicKey()!;

    private static CorFlags Flags(string assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        return image.PEHeaders.CorHeader!.Flags;
    }
}
