using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// Projects in F#: the compiler copies bodies into callers, of the same assembly and of others, before anything is woven. The build warns of them,
/// and the way out that it names works.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class FSharpConsumerTests
{
    private const string Library =
        """
        namespace Shop
        open System
        open System.Runtime.CompilerServices
        open Hotpatch
        type Service(price: int) =
            [<Patchable>]
            member this.Copied (quantity: int) = quantity + 1
            [<Patchable; MethodImpl(MethodImplOptions.NoInlining)>]
            member this.Kept (quantity: int) = quantity + 1
            abstract Slot : int -> int
            [<Patchable>]
            default this.Slot quantity = quantity + 1
        module Prices =
            [<Patchable>]
            let copied x = x + 1
            [<Patchable>]
            let inline large (x: int) =
                Console.Write ""
                Console.Write ""
                Console.Write ""
                Console.Write ""
                x + 1
            [<Patchable; MethodImpl(MethodImplOptions.NoInlining)>]
            let kept x = x + 1
            let within x = copied x + kept x
        """;

    private const string Program =
        """
        module Program
        open System
        open Hotpatch
        open Shop
        [<EntryPoint>]
        let main _ =
            Patchable.Find<Func<int, int>>("Shop.Prices.copied").Patch(fun x -> 100) |> ignore
            Patchable.Find<Func<int, int>>("Shop.Prices.large").Patch(fun x -> 100) |> ignore
            Patchable.Find<Func<int, int>>("Shop.Prices.kept").Patch(fun x -> 100) |> ignore
            Patchable.For<Func<Service, int, int>>(typeof<Service>, "Copied").Patch(fun self quantity -> 100) |> ignore
            Patchable.For<Func<Service, int, int>>(typeof<Service>, "Kept").Patch(fun self quantity -> 100) |> ignore
            Patchable.For<Func<Service, int, int>>(typeof<Service>, "Slot").Patch(fun self quantity -> 100) |> ignore
            let service = Service 1
            printfn "%d %d %d" (Prices.copied 1) (Prices.large 1) (service.Copied 1)
            printfn "%d %d %d" (Prices.kept 1) (service.Kept 1) (service.Slot 1)
            printfn "%d" (Prices.within 1)
            0
        """;

    [Test]
    public void Bodies_that_were_copied_are_warned_of_and_those_that_were_not_are_patched()
    {
        using var consumer = new Consumer();
        WriteProject(consumer, "Lib", "Lib.fs", Library, Consumer.ApplicationReferences);
        WriteProject(consumer, "App", "Program.fs", Program, """<ProjectReference Include="../Lib/Lib.fsproj" />""", "<OutputType>Exe</OutputType>");

        var output = consumer.Build("--configuration", "Release");
        Assert.Multiple(() =>
        {
            Assert.That(Warned(output), Is.EquivalentTo(new[] { "7 Shop.Service.Copied", "15 Shop.Prices.copied", "18 Shop.Prices.large" }));
            Assert.That(output, Does.Contain("In F#, look up handles: Patchable.Find<System.Func<Shop.Service, System.Int32, System.Int32>>(\"Shop.Service.Copied(System.Int32)\")"));
            Assert.That(consumer.Run(consumer.Assembly("Release")), Is.EqualTo(new[] { "2 2 2", "100 100 100", "102" }));
        });

        // Without optimization nothing is copied but what is declared so, by projects that are optimized.
        output = consumer.Build("--configuration", "Debug");
        Assert.Multiple(() =>
        {
            Assert.That(Warned(output), Is.EqualTo(new[] { "18 Shop.Prices.large" }));
            Assert.That(consumer.Run(), Is.EqualTo(new[] { "100 100 100", "100 100 100", "200" }));
        });
    }

    [Test]
    public void Warning_is_switched_off_as_others_are()
    {
        using var consumer = new Consumer();
        consumer.WriteApplication(Consumer.ApplicationReferences);
        WriteProject(consumer, "Lib", "Lib.fs", Library, Consumer.ApplicationReferences, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        Assert.That(Build().Failed(), Does.Contain("HP0024"));
        Assert.That(Build("-p:NoWarn=CS1591%3BHP0024").Succeeded(), Does.Not.Contain("HP0024"));

        // Weaving is done; what is compiled again is woven again.
        Assert.That(Build("-t:Rebuild", "-p:WarningsNotAsErrors=HP0024").Succeeded(), Does.Contain("warning HP0024"));

        ProcessResult Build(params string[] arguments)
            => ChildProcess.DotNet(consumer.PathOf("Lib"), ["build", "--configuration", "Release", .. arguments]);
    }

    private const string Constructors =
        """
        module Program
        open System
        open Hotpatch
        type Primary [<Patchable>] (x: int) =
            let mutable y = x
            member _.Y = y
        type Fails [<Patchable>] (x: int) =
            inherit Exception("text" + string x)
            member val Seen = x
        type Explicit =
            val z: int
            [<Patchable>]
            new (x) = { z = x }
        [<Struct>]
        type Value =
            val v: int
            [<Patchable>]
            new (x) = { v = x }
        [<EntryPoint>]
        let main _ =
            let show () = printfn "%d %s %d %d %d" (Primary 1).Y (Fails 2).Message (Fails 2).Seen (Explicit 3).z (Value 4).v
            show ()
            for handle in Patchable.All do
                if not (handle.Name.StartsWith "Program+Value") then
                    match handle with
                    | :? PatchHandle<Action<Primary, int>> as h -> h.Patch(fun _ _ -> ())
                    | :? PatchHandle<Action<Fails, int>> as h -> h.Patch(fun _ _ -> ())
                    | :? PatchHandle<Action<Explicit, int>> as h -> h.Patch(fun _ _ -> ())
                    | _ -> failwith handle.Name
            show ()
            printfn "%d" Patchable.All.Count
            0
        """;

    [TestCase("Debug")]
    [TestCase("Release")]
    public void Constructors_are_patchable(string configuration)
    {
        using var consumer = new Consumer();
        WriteProject(consumer, "App", "Program.fs", Constructors, Consumer.ApplicationReferences, "<OutputType>Exe</OutputType>");
        consumer.Build("--configuration", configuration);
        Assert.That(consumer.Run(consumer.Assembly(configuration)), Is.EqualTo(new[] { "1 text2 2 3 4", "0 text2 0 0 4", "4" }));
    }

    private static string[] Warned(string output)
        => [.. System.Text.RegularExpressions.Regex.Matches(output, @"Lib\.fs\((\d+),.*HP0024: ([\w.]+)").Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}").Distinct()];

    private static void WriteProject(Consumer consumer, string name, string file, string source, string references, string properties = "")
    {
        consumer.Write(
            $"{name}/{name}.fsproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="{file}" />
                {references}
              </ItemGroup>
            </Project>
            """);
        consumer.Write($"{name}/{file}", source);
    }
}
