using System.Globalization;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages.WovenReferences;

/// <summary>An item that can't be woven is an error at its line.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public sealed partial class ErrorTests : IDisposable
{
    private const string Items =
        """
        <FrameworkReference Include="Microsoft.AspNetCore.App" />
        <PackageReference Include="Newtonsoft.Json" Version="13.0.4" />
        <PackageReference Include="Polly.Core" Version="8.9.1" ExcludeAssets="runtime" />
        <ProjectReference Include="../Woven/Woven.csproj" />
        <Reference Include="Mixed" HintPath="../Mixed/Mixed.dll" />
        <Reference Include="Keyed" HintPath="../Keyed/Keyed.dll" />
        <HotpatchReference Include="System.Text.Json" />
        <HotpatchReference Include="System.Private.CoreLib" />
        <HotpatchReference Include="Microsoft.AspNetCore.Http" />
        <HotpatchReference Include="Newtonsoft.Jason" />
        <HotpatchReference Include="Newtonsoft.Json.dll" />
        <HotpatchReference Include="Polly.Core" />
        <HotpatchReference Include="Woven" />
        <HotpatchReference Include="Mixed" Scope="All" />
        <HotpatchReference Include="Newtonsoft.Json" Scope="Attributed" />
        <HotpatchReference Include="Newtonsoft.Json" />
        <HotpatchReference Include="Keyed" KeyFile="../Missing.snk" />
        <HotpatchReference Include="A" Colour="Blue" />
        <HotpatchReference Include="B" Scope="Some" />
        <HotpatchReference Include="Hotpatch.Runtime" />
        """;

    private static readonly string[] Expected =
    [
        "HP0057: HotpatchReference System.Text.Json can't be woven: System.Text.Json is a part of Microsoft.NETCore.App, ",
        "HP0057: HotpatchReference System.Private.CoreLib can't be woven: System.Private.CoreLib is a part of Microsoft.NETCore.App, ",
        "HP0057: HotpatchReference Microsoft.AspNetCore.Http can't be woven: Microsoft.AspNetCore.Http is a part of Microsoft.AspNetCore.App, ",
        "HP0057: HotpatchReference Newtonsoft.Jason has nothing to weave: the project references no assembly of that name. Did you mean Newtonsoft.Json? ",
        "HP0057: HotpatchReference Newtonsoft.Json.dll has nothing to weave: the project references no assembly of that name. Did you mean Newtonsoft.Json? ",
        "HP0057: HotpatchReference Polly.Core has nothing to weave: the project references Polly.Core, but does not copy it to its output. ",
        "HP0058: HotpatchReference Woven of App.csproj is woven already, ",
        "HP0059: HotpatchReference Mixed of App.csproj could not be woven: HP0008: Mixed contains native code ",
        "HP0059: HotpatchReference Newtonsoft.Json of App.csproj makes no method patchable: ",
        "HP0059: HotpatchReference Newtonsoft.Json of App.csproj is there twice.",
        "HP0059: HotpatchReference Keyed of App.csproj could not be woven: HP0019: Keyed.dll can't be signed: the key file ",
        "HP0059: HotpatchReference A of App.csproj has unknown metadata: Colour. Expected are Scope, IncludeMethods, ExcludeMethods, Consistency, AggressiveInlining, Calls and KeyFile.",
        "HP0059: <Hotpatch> in HotpatchReference B of App.csproj has Scope=\"Some\". Expected is one of Attributed, Public, All.",
        "HP0059: HotpatchReference Hotpatch.Runtime of App.csproj can't be woven: woven code calls Hotpatch.Runtime.",
    ];

    private readonly Consumer _consumer = new();

    [OneTimeTearDown]
    public void Dispose() => _consumer.Dispose();

    [Test]
    public void Of_a_program()
    {
        _consumer.WriteProject("Woven", "net10.0", Consumer.LibraryReferences);
        _consumer.Write("Woven/Woven.cs", "public static class Woven { [Hotpatch.Patchable] public static int One() => 1; }");
        _consumer.WriteApplication(Consumer.ApplicationReferences + Items);
        _consumer.Write("App/Program.cs", "System.Console.WriteLine(Woven.One());");
        WriteMixed();
        Compiled.ToFolder(_consumer.PathOf("Keyed"), "public class Keyed { public int M() => 1; }", "Keyed");

        var output = _consumer.TryBuild().Failed();
        var found = Error().Matches(output)
            .Select(error => (Line: int.Parse(error.Groups["line"].Value, CultureInfo.InvariantCulture), Text: error.Groups["text"].Value))
            .Distinct()
            .ToArray();
        Assert.That(found, Has.Length.EqualTo(Expected.Length), output);
        Assert.Multiple(() =>
        {
            foreach (var expected in Expected)
            {
                var error = found.FirstOrDefault(error => error.Text.StartsWith(expected, StringComparison.Ordinal));
                Assert.That(error.Text, Is.Not.Null, expected);
                var name = Name().Match(expected).Groups[1].Value;
                Assert.That(File.ReadLines(_consumer.PathOf("App", "App.csproj")).ElementAt(error.Line - 1), Does.Contain($"<HotpatchReference Include=\"{name}\""));
            }
        });
        Assert.That(Directory.GetFiles(_consumer.PathOf("App", "obj", "Debug", "net10.0", "Hotpatch")), Is.Empty, "nothing is left that a later build could take");
    }

    [Test]
    public void Of_a_library_which_copies_no_packages()
    {
        _consumer.WriteProject(
            "Library", "net10.0", Consumer.LibraryReferences + """<PackageReference Include="Newtonsoft.Json" Version="13.0.4" /><HotpatchReference Include="Newtonsoft.Json" />""");
        Assert.That(
            ChildProcess.DotNet(_consumer.PathOf("Library"), "build").Failed(),
            Does.Contain("error HP0057: HotpatchReference Newtonsoft.Json has nothing to weave: the project references Newtonsoft.Json, but does not copy it to its output."));
    }

    private void WriteMixed()
    {
        // The flag says that there is native code besides the IL.
        const int OffsetOfFlags = 16;
        var path = Compiled.ToFolder(_consumer.PathOf("Mixed"), "public class C { public int M() => 1; }", "Mixed");
        var bytes = File.ReadAllBytes(path);
        using var reader = new PEReader(new MemoryStream(bytes));
        bytes[reader.PEHeaders.CorHeaderStartOffset + OffsetOfFlags] &= unchecked((byte)~CorFlags.ILOnly);
        File.WriteAllBytes(path, bytes);
    }

    [GeneratedRegex(@"App\.csproj\((?<line>\d+),\d+\): error (?<text>HP\d{4}: .*?)( \[[^\[\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Error();

    [GeneratedRegex(@"HotpatchReference (\S+)")]
    private static partial Regex Name();
}
