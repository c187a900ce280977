using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.RegularExpressions;
using Hotpatch.Tests.HandlesByName;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>What the README shows of libraries, and who is warned.</summary>
public class ReadmeLibraryTests
{
    [Test]
    public void The_example_compiles_and_loads()
    {
        var blocks = Regex.Matches(File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n"), "```csharp\n(.*?)```", RegexOptions.Singleline)
            .Select(block => block.Groups[1].Value)
            .ToArray();
        using var folder = new TempFolder();
        var first = blocks[0];
        var program = LoadedAssembly.Load(
            GeneratorRun.Of("using System;\n" + first[..first.IndexOf("PriceService.Patches", StringComparison.Ordinal)]).Weave(folder).Output);
        var fix = Compiled.ToFolder(
            folder.PathOf("fix"), "using System;\n" + blocks.First(block => block.Contains("class PriceFix", StringComparison.Ordinal)), "PriceFix",
            ReferenceList.OfFixture("Release").With(program.Path, typeof(PatchLibrary).Assembly.Location));

        var service = program.Assembly.GetType("PriceService", throwOnError: true)!;
        using (var library = PatchLibrary.Load(fix, new PatchLibraryOptions { Targets = [program.Assembly] }))
        {
            Assert.That(library.Applied.Select(patch => patch.IsLayer), Is.EqualTo(new[] { false, true }));
            Assert.That(service.GetMethod("Discount")!.Invoke(null, [10m]), Is.EqualTo(8m));
            Assert.That(service.GetMethod("Quote")!.Invoke(Activator.CreateInstance(service), [-1]), Is.Zero);
            Assert.That(library.Unload().IsGone, Is.True);
        }

        Assert.That(service.GetMethod("Discount")!.Invoke(null, [10m]), Is.EqualTo(9m));
    }

    private const BindingFlags Any = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Test]
    public void Who_compiles_ahead_of_time_is_warned_of_what_loads_and_of_nothing_else()
    {
        var loading = typeof(PatchLibrary).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Concat(typeof(PatchHandleLibraries).GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Append(typeof(PatchDirectory).GetMethod(nameof(PatchDirectory.Watch))!)
            .ToArray();
        Assert.That(loading, Has.Length.EqualTo(12));
        foreach (var method in loading)
        {
            Assert.That(method.IsDefined(typeof(RequiresDynamicCodeAttribute)), Is.True, method.Name);
            Assert.That(method.IsDefined(typeof(RequiresUnreferencedCodeAttribute)), Is.True, method.Name);
        }

        var others = typeof(Patchable).Assembly.GetExportedTypes().SelectMany(type => type.GetMembers(Any)).Except(loading);
        Assert.That(others.Where(member => member.IsDefined(typeof(RequiresDynamicCodeAttribute)) || member.IsDefined(typeof(RequiresUnreferencedCodeAttribute))), Is.Empty);
    }
}
