using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// A project with other Fody weavers: one reads setters as the compiler writes them, and fails at any other; one puts a guard in front of every
/// public method. Where nobody says in which order, Hotpatch comes last.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class OtherWeaverTests
{
    private const string Notifier =
        """
        using System.Collections.Generic;
        using System.Linq;
        using Mono.Cecil.Cil;

        // Counts, in the static field Notified, how often a setter of an automatic property ends.
        public class ModuleWeaver : Fody.BaseModuleWeaver
        {
            public override void Execute()
            {
                var shop = ModuleDefinition.Types.Single(type => type.Name == "Shop");
                var count = shop.Fields.Single(field => field.Name == "Notified");
                foreach (var setter in shop.Properties.Where(property => property.SetMethod != null).Select(property => property.SetMethod))
                {
                    if (!setter.Body.Instructions.Any(instruction => instruction.OpCode == OpCodes.Stfld))
                        throw new Fody.WeavingException(setter.Name + " stores into no field.");

                    var il = setter.Body.GetILProcessor();
                    var end = setter.Body.Instructions.Last();
                    il.InsertBefore(end, il.Create(OpCodes.Ldsfld, count));
                    il.InsertBefore(end, il.Create(OpCodes.Ldc_I4_1));
                    il.InsertBefore(end, il.Create(OpCodes.Add));
                    il.InsertBefore(end, il.Create(OpCodes.Stsfld, count));
                }
            }

            public override IEnumerable<string> GetAssembliesForScanning() => new string[0];
        }
        """;

    private const string Guard =
        """
        using System.Collections.Generic;
        using System.Linq;
        using Mono.Cecil.Cil;

        // Returns "guarded" where the argument of a public method named Greet is null.
        public class ModuleWeaver : Fody.BaseModuleWeaver
        {
            public override void Execute()
            {
                foreach (var method in ModuleDefinition.Types.SelectMany(type => type.Methods).Where(method => method.IsPublic && method.Name == "Greet"))
                {
                    var il = method.Body.GetILProcessor();
                    var start = method.Body.Instructions[0];
                    il.InsertBefore(start, il.Create(OpCodes.Ldarg_0));
                    il.InsertBefore(start, il.Create(OpCodes.Brtrue, start));
                    il.InsertBefore(start, il.Create(OpCodes.Ldstr, "guarded"));
                    il.InsertBefore(start, il.Create(OpCodes.Ret));
                }
            }

            public override IEnumerable<string> GetAssembliesForScanning() => new string[0];
        }
        """;

    private const string Program =
        """
        using Hotpatch;

        new Shop().Price = 3;
        Console.WriteLine($"{Shop.Greet(null)} {Shop.Notified}");
        Patchable.For(Shop.Greet).Patch(name => "patched");
        Patchable.For<Action<Shop, int>>(typeof(Shop), nameof(Shop.Price)).Patch((self, value) => { });
        new Shop().Price = 3;
        Console.WriteLine($"{Shop.Greet(null)} {Shop.Notified}");

        public class Shop
        {
            public static int Notified = 0;

            [Patchable] public int Price { get; set; }

            [Patchable] public static string Greet(string name) => "Hello " + name;
        }
        """;

    private const string NotLast = "HP0017";

    private readonly Consumer _consumer = new();

    [OneTimeSetUp]
    public void BuildWeavers()
    {
        foreach (var (name, source) in new[] { ("Guard", Guard), ("Notifier", Notifier) })
        {
            _consumer.WriteProject(
                name,
                "netstandard2.0",
                $"""<PackageReference Include="FodyHelpers" Version="{Repository.VersionOf("FodyHelpers")}" />""",
                $"<AssemblyName>{name}.Fody</AssemblyName><DisableFody>true</DisableFody>");
            _consumer.Write($"{name}/ModuleWeaver.cs", source);
            ChildProcess.DotNet(_consumer.PathOf(name), "build").Succeeded();
        }

        _consumer.Write("App/Program.cs", Program);
        _consumer.WriteApplication(Consumer.ApplicationReferences + WeaverFiles("Notifier") + WeaverFiles("Guard"));
    }

    [OneTimeTearDown]
    public void Delete() => _consumer.Dispose();

    [Test]
    public void Where_nobody_says_the_order_Hotpatch_comes_last()
    {
        File.Delete(_consumer.PathOf("App", "FodyWeavers.xml"));
        var output = _consumer.Build();

        Assert.That(
            new[] { "Notifier", "Guard", "Hotpatch" }.Select(weaver => output.IndexOf("Executing weaver " + weaver, StringComparison.Ordinal)),
            Is.Ordered.And.All.GreaterThan(0));
        Assert.That(output, Does.Not.Contain(NotLast));

        // What the others have added is a part of the original.
        Assert.That(_consumer.Run(), Is.EqualTo(new[] { "guarded 1", "patched 1" }));
    }

    [Test]
    public void Hotpatch_that_somebody_puts_last_is_not_talked_about()
    {
        _consumer.Write("App/FodyWeavers.xml", "<Weavers><Guard /><Notifier /><Hotpatch /></Weavers>");
        Assert.That(_consumer.Build(), Does.Not.Contain(NotLast));
        Assert.That(_consumer.Run(), Is.EqualTo(new[] { "guarded 1", "patched 1" }));
    }

    [Test]
    public void Hotpatch_that_somebody_puts_elsewhere_is_a_message()
    {
        _consumer.Write("App/FodyWeavers.xml", "<Weavers><Notifier /><Hotpatch /><Guard /></Weavers>");
        var output = _consumer.Build();

        Assert.That(output, Does.Match("HP0017: .*App: Guard ran after it"));
        Assert.That(output, Does.Contain("0 Warning(s)"));

        // The guard is in the stub now, in front of the patch.
        Assert.That(_consumer.Run(), Is.EqualTo(new[] { "guarded 1", "guarded 1" }));
    }

    private static string WeaverFiles(string name) => $"""<WeaverFiles Include="../{name}/bin/Debug/netstandard2.0/{name}.Fody.dll" />""";
}
