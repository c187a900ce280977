using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// However an assembly is signed, the woven one has the strong name of the plain one, a signature that holds where that has one, and nothing of a
/// private key: neither in what is built nor in what lies beside it.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public class SigningModeTests
{
    private const string Sign = "<SignAssembly>true</SignAssembly>";
    private const string WithPair = Sign + "<AssemblyOriginatorKeyFile>../pair.snk</AssemblyOriginatorKeyFile>";
    private const string WithPublicPart = Sign + "<AssemblyOriginatorKeyFile>../public.snk</AssemblyOriginatorKeyFile>";
    private const string Delayed = "<DelaySign>true</DelaySign>";
    private const string Publicly = "<PublicSign>true</PublicSign>";

    // The compiler would rather have the property.
    private const string ByAttribute = "<NoWarn>$(NoWarn);CS1699</NoWarn>";
    private const string KeyAttribute = """[assembly: System.Reflection.AssemblyKeyFile("../pair.snk")]""";
    private const string DelayAttribute = "[assembly: System.Reflection.AssemblyDelaySign(true)]";

    // Keeps what the compiler has made.
    private const string Targets =
        """
        <Project>
          <Target Name="KeepPlain" AfterTargets="CoreCompile" BeforeTargets="FodyTarget">
            <Copy SourceFiles="@(IntermediateAssembly)" DestinationFolder="plain" />
          </Target>
        </Project>
        """;

    private static readonly Mode[] Modes =
    [
        new("Unsigned", StrongNameOf.Signature.None, ""),
        new("NoKey", StrongNameOf.Signature.None, Sign),
        new("Full", StrongNameOf.Signature.Valid, WithPair),
        new("FullThroughProps", StrongNameOf.Signature.Valid, "", Props: WithPair),
        new("FullByAttribute", StrongNameOf.Signature.Valid, ByAttribute, KeyAttribute),
        new("FullWithKeyByAttribute", StrongNameOf.Signature.Valid, Sign + ByAttribute, KeyAttribute),
        new("DelayedPair", StrongNameOf.Signature.Empty, WithPair + Delayed),
        new("DelayedPublicPart", StrongNameOf.Signature.Empty, WithPublicPart + Delayed),
        new("DelayedByAttributes", StrongNameOf.Signature.Empty, ByAttribute, KeyAttribute + DelayAttribute),
        new("DelayedByAttribute", StrongNameOf.Signature.Empty, WithPair + ByAttribute, DelayAttribute),
        new("PublicPair", StrongNameOf.Signature.Empty, WithPair + Publicly),
        new("PublicPublicPart", StrongNameOf.Signature.Empty, WithPublicPart + Publicly),
        new("PublicThroughProps", StrongNameOf.Signature.Empty, "", Props: WithPair + Publicly),
        new("PublicWithConfiguration", StrongNameOf.Signature.Empty, WithPair + Publicly, Configuration: "<Weavers><Hotpatch /></Weavers>"),
        new("PublicVisualBasic", StrongNameOf.Signature.Empty, WithPair + Publicly, Language: "vb"),
        new("PublicNotWoven", StrongNameOf.Signature.Empty, WithPair + Publicly + "<DisableFody>true</DisableFody><NoWarn>$(NoWarn);HP0036</NoWarn>", IsWoven: false),
    ];

    private static IEnumerable<TestCaseData> Cases => Modes.Select(mode => new TestCaseData(mode).SetArgDisplayNames(mode.Name));

    [TestCaseSource(nameof(Cases))]
    public void Woven_assembly_keeps_its_strong_name_and_the_secret(Mode mode)
    {
        var key = new KeyFiles();
        using var consumer = new Consumer();
        File.WriteAllBytes(consumer.PathOf("pair.snk"), key.Pair);
        File.WriteAllBytes(consumer.PathOf("public.snk"), key.PublicPart);
        consumer.Write("Directory.Build.targets", Targets);
        mode.Write(consumer);
        var output = ChildProcess.DotNet(consumer.PathOf("App"), "build", "--verbosity", "normal").Succeeded();
        Assert.That(Consumer.Weavings(output), Is.EqualTo(mode.IsWoven ? 1 : 0));

        var plain = consumer.PathOf("App", "plain", "App.dll");
        var woven = consumer.Assembly();
        var files = Directory.GetFiles(consumer.PathOf("App"), "*", SearchOption.AllDirectories);
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllBytes(woven).SequenceEqual(File.ReadAllBytes(plain)), Is.EqualTo(!mode.IsWoven));
            Assert.That(StrongNameOf.File(woven), Is.EqualTo(StrongNameOf.File(plain)));
            Assert.That(StrongNameOf.File(plain).State, Is.EqualTo(mode.State));
            Assert.That(StrongNameOf.File(plain).PublicKey, Is.EqualTo(mode.State == StrongNameOf.Signature.None ? "" : Convert.ToHexString(key.PublicPart)));
            Assert.That(files.Where(file => key.IsIn(File.ReadAllBytes(file))), Is.Empty);
        });
    }

    [Test]
    public void A_private_key_would_be_found()
    {
        var key = new KeyFiles();
        Assert.That(key.IsIn([1, 2, .. key.Pair, 3]));
        Assert.That(key.IsIn(key.PublicPart), Is.False);
    }

    /// <summary>A project with patchable methods that is signed in one way.</summary>
    public sealed record Mode(
        string Name, StrongNameOf.Signature State, string Properties,
        string Source = "", string Props = "", string Configuration = "", string Language = "cs", bool IsWoven = true)
    {
        private const string VisualBasic =
            """
            Public Class Calculator
                <Hotpatch.Patchable>
                Public Shared Function Add(a As Integer, b As Integer) As Integer
                    Return a + b
                End Function
            End Class
            """;

        internal void Write(Consumer consumer)
        {
            consumer.WriteProject("App", "net10.0", Consumer.ApplicationReferences, Properties);
            consumer.Write($"App/Shop.{Language}", Language == "vb" ? VisualBasic : Programs.Shop);
            consumer.Write($"App/Signing.{Language}", Source);
            if (Language != "cs")
                File.Move(consumer.PathOf("App", "App.csproj"), consumer.PathOf("App", $"App.{Language}proj"));
            if (Props.Length > 0)
                consumer.Write("App/Directory.Build.props", $"<Project><PropertyGroup>{Props}</PropertyGroup></Project>");
            if (Configuration.Length > 0)
                consumer.Write("App/FodyWeavers.xml", Configuration);
        }
    }
}
