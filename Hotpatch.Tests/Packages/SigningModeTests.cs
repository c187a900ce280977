using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// However an assembly is signed, the woven one has the strong name of the plain one, a signature that holds where that has one, and nothing of a
/// private key: neither in what is built nor in what lies beside it.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class SigningModeTests
{
    private readonly KeyFiles _key = new();
    private Consumer _consumer = null!;
    private string _output = null!;

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

    /// <summary>Builds a project for each mode, all at once.</summary>
    [OneTimeSetUp]
    public void Build()
    {
        _consumer = new Consumer();
        File.WriteAllBytes(_consumer.PathOf("pair.snk"), _key.Pair);
        File.WriteAllBytes(_consumer.PathOf("public.snk"), _key.PublicPart);
        _consumer.Write("Directory.Build.targets", Targets);
        foreach (var mode in Modes)
            mode.Write(_consumer);

        _consumer.Write("All.slnx", $"<Solution>{string.Concat(Modes.Select(mode => $"<Project Path=\"{mode.Project}\" />"))}</Solution>");
        _output = ChildProcess.DotNet(_consumer.PathOf(), "build", "All.slnx", "--verbosity", "normal").Succeeded();
    }

    [OneTimeTearDown]
    public void Delete() => _consumer?.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void Woven_assembly_keeps_its_strong_name_and_the_secret(Mode mode)
    {
        var plain = _consumer.PathOf(mode.Name, "plain", mode.Name + ".dll");
        var woven = _consumer.PathOf(mode.Name, "bin", "Debug", "net10.0", mode.Name + ".dll");
        var files = Directory.GetFiles(_consumer.PathOf(mode.Name), "*", SearchOption.AllDirectories);
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllBytes(woven).SequenceEqual(File.ReadAllBytes(plain)), Is.EqualTo(!mode.IsWoven));
            Assert.That(StrongNameOf.File(woven), Is.EqualTo(StrongNameOf.File(plain)));
            Assert.That(StrongNameOf.File(plain).State, Is.EqualTo(mode.State));
            Assert.That(StrongNameOf.File(plain).PublicKey, Is.EqualTo(mode.State == StrongNameOf.Signature.None ? "" : Convert.ToHexString(_key.PublicPart)));
            Assert.That(files.Where(file => _key.IsIn(File.ReadAllBytes(file))), Is.Empty);
        });
    }

    [Test]
    public void Each_is_woven_once() => Assert.That(Consumer.Weavings(_output), Is.EqualTo(Modes.Count(mode => mode.IsWoven)));

    [Test]
    public void A_private_key_would_be_found()
    {
        Assert.That(_key.IsIn([1, 2, .. _key.Pair, 3]));
        Assert.That(_key.IsIn(_key.PublicPart), Is.False);
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

        internal string Project => $"{Name}/{Name}.{Language}proj";

        internal void Write(Consumer consumer)
        {
            consumer.WriteProject(Name, "net10.0", Consumer.ApplicationReferences, Properties);
            consumer.Write($"{Name}/Shop.{Language}", Language == "vb" ? VisualBasic : Programs.Shop);
            consumer.Write($"{Name}/Signing.{Language}", Source);
            if (Language != "cs")
                File.Move(consumer.PathOf(Name, Name + ".csproj"), consumer.PathOf(Project));
            if (Props.Length > 0)
                consumer.Write($"{Name}/Directory.Build.props", $"<Project><PropertyGroup>{Props}</PropertyGroup></Project>");
            if (Configuration.Length > 0)
                consumer.Write($"{Name}/FodyWeavers.xml", Configuration);
        }
    }
}
