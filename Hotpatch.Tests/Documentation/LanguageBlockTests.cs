using System.Text.RegularExpressions;
using Hotpatch.Tests.Packages;

namespace Hotpatch.Tests.Documentation;

/// <summary>F# and Visual Basic on the pages: the blocks of a page are a program, which is built with the packages and run.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Slow")]
public partial class LanguageBlockTests
{
    private static IEnumerable<TestCaseData> Programs
        => Page.All.SelectMany(page => page.Blocks).Where(block => block is { Language: "fsharp" or "vb", Kind: BlockKind.Run })
            .GroupBy(block => (block.Page.Name, block.Language))
            .Select(blocks => new TestCaseData(blocks.Key.Name, blocks.Key.Language));

    [TestCaseSource(nameof(Programs))]
    public void Blocks_of_a_page_are_a_program(string page, string language)
    {
        var source = string.Join("\n", Page.Of(page).Blocks.Where(block => block.Language == language).Select(block => block.Code));
        var (extension, project) = language == "vb" ? ("vb", "vbproj") : ("fs", "fsproj");
        using var consumer = new Consumer();
        consumer.Write(
            $"App/App.{project}",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                {(language == "vb" ? "" : "<Compile Include=\"Program.fs\" />")}
                {Consumer.ApplicationReferences}
              </ItemGroup>
            </Project>
            """);
        consumer.Write($"App/Program.{extension}", source);
        consumer.Build("--configuration", "Release");
        Assert.That(consumer.Run(consumer.Assembly("Release")), Is.EqualTo(Prints().Matches(source).Select(line => line.Groups[1].Value.Trim())));
    }

    [GeneratedRegex("(?://|') prints (.*)$", RegexOptions.Multiline)]
    private static partial Regex Prints();
}
