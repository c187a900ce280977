using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// Methods that other source generators write are patchable, but handles by name are declared without them. The build says so of marked members,
/// where their author wrote them, and the call that it names finds the handle.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class OtherGeneratorTests
{
    private const string Page =
        """
        @using Hotpatch
        <p>@Next(1)</p>
        @code {
            [Patchable] private int Next(int value) => value + 1;
            public int Call() => Next(1);
        }
        """;

    private const string Behind =
        """
        using Hotpatch;

        namespace App;

        public partial class Behind { [Patchable] public int Twice(int value) => value * 2; }
        """;

    private const string Model =
        """
        using CommunityToolkit.Mvvm.ComponentModel;
        using Hotpatch;

        namespace App;

        public partial class Model : ObservableObject
        {
            [ObservableProperty] [property: Patchable] private string _name = "own";

            [ObservableProperty, Patchable] public partial int Age { get; set; }
        }

        [Patchable] public partial class Marked : ObservableObject
        {
            [ObservableProperty] private string _name = "";
            public int Written() => 1;
        }
        """;

    private const string Program =
        """
        using App;
        using Hotpatch;

        Patchable.For<Func<Counter, int, int>>(typeof(Counter), "Next").Patch((self, value) => 100);
        Behind.Patches.Twice.Patch((self, value) => 200);
        Patchable.For<Func<Model, string>>(typeof(Model), "get_Name").Patch(self => "patched");
        Model.Patches.get_Age.Patch(self => 300);
        Marked.Patches.Written.Patch(self => 400);
        Console.WriteLine($"{new Counter().Call()} {new Behind().Twice(1)} {new Model().Name} {new Model().Age} {new Marked().Written()}");
        """;

    [Test]
    public void Generated_members_are_told_of_and_found()
    {
        using var consumer = new Consumer();
        consumer.Write(
            "App/App.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk.Razor">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <LangVersion>preview</LangVersion>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <PackageReference Include="CommunityToolkit.Mvvm" Version="8.4.2" />
                {Consumer.ApplicationReferences}
              </ItemGroup>
            </Project>
            """);
        consumer.Write("App/Counter.razor", Page);
        consumer.Write("App/Behind.razor", "<p>@Twice(2)</p>");
        consumer.Write("App/Behind.razor.cs", Behind);
        consumer.Write("App/Model.cs", Model);
        consumer.Write("App/Program.cs", Program);

        var output = consumer.Build();
        var warned = System.Text.RegularExpressions.Regex.Matches(output, @"(\w+\.\w+)\((\d+),\d+\): warning HP0047: ([\w.]+)")
            .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value} {match.Groups[3].Value}").Distinct();
        Assert.Multiple(() =>
        {
            Assert.That(warned, Is.EquivalentTo(new[] { "Counter.razor 4 App.Counter.Next", "Model.cs 6 App.Model.get_Name", "Model.cs 6 App.Model.set_Name" }));
            Assert.That(output, Does.Match(@"HP0031: 5 of the marked methods have no handle by name"));
            Assert.That(consumer.Run(), Is.EqualTo(new[] { "100 200 patched 300 400" }));
        });
    }
}
