using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>
/// A program and libraries with all that trimming, AOT and single-file analyses ask about, each method patchable. Warnings are errors: those
/// of the analyzers of source, the trimmer and the AOT compiler. The folder Trimming has the sources, which give none without the weaver.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class TrimmingTests
{
    private const string NoHints = "<NoWarn>$(NoWarn);HP0031;HP0033;HP0035</NoWarn>";

    private const string Program =
        """
        using System.Diagnostics.CodeAnalysis;
        using Hotpatch;
        using Shapes;

        Expect("all", true, Patchable.All.Count > 100);
        Expect("switch", 100, Guards.Use());
        Guards.Patches.get_IsOn.Patch(() => false);
        Expect("a switch that is settled when the program is published", 100, Guards.Use());

        Parameters.Patches.Static.Patch(type => 5);
        Expect("annotated parameter", 5, Parameters.Static(typeof(int)));
        Parameters.Patches.Result.Patch(() => typeof(int));
        Expect("annotated result", typeof(int), Parameters.Result());
        Parameters.Patches.Out.Patch((Type type, out int count) => count = 6);
        Expect("declared delegate", 6, Parameters.Out(typeof(int), out _));

        using (Parameters.Patches.Static.PatchFlow(type => 9))
        using (Parameters.Patches.Out.PatchFlow((Type type, out int count) => count = 7))
        {
            Expect("flow patch", 9, Parameters.Static(typeof(int)));
            Expect("flow patch of a declared delegate", 7, Parameters.Out(typeof(int), out _));
        }

        var observed = 0;
        using (Parameters.Patches.Static.Canary(1, type => 10))
        using (Parameters.Patches.Static.Observe(call => observed += (int)call.Result!))
            Expect("canary", 10, Parameters.Static(typeof(int)));

        using (Parameters.Patches.Out.Intercept(call => { call.Proceed(); call.Arguments["count"] = 11; }))
            Expect("interceptor of a declared delegate", 11, Parameters.Out(typeof(int), out var changed) > 0 ? changed : 0);

        Expect("observer", 10, observed);
        Expect("constructor", true, new Parameters(typeof(int)).Count > 0);
        Parameters.Patches.Constructor.Patch((self, type) => self.Count = -1);
        Expect("constructor, patched", -1, new Parameters(typeof(int)).Count);

        var properties = new Properties();
        Properties.Patches.get_Automatic.Patch(self => typeof(long));
        Expect("annotated property", typeof(long), properties.Automatic);
        Properties.Patches.set_WithField.Patch((self, type) => { });
        properties.WithField = typeof(long);
        Expect("its setter", typeof(string), properties.WithField);

        Generics<string>.Patches.Get.Patch(self => 7);
        Expect("annotated type parameter", 7, new Generics<string>(typeof(int)).Get());
        GenericMethods.Patches.Get<string>().Patch(() => 8);
        Expect("of a method", 8, GenericMethods.Get<string>());
        Expect("of another instantiation", true, GenericMethods.Get<int>() != 8);

        Expect("dependency", 1, typeof(Dependencies).GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            .Count(method => method.Name == "Kept"));
        Requiring.Check(Expect);
        Console.WriteLine("done");

        static void Expect<T>(string what, T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
                throw new InvalidOperationException($"{what}: {expected} was expected, but {actual} was found.");
        }

        internal static class Requiring
        {
            [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The handle and the call warn, as they should.")]
            public static void Check(Action<string, int, int> expect)
            {
                Requires.Patches.Unreferenced.Patch(() => Requires.Patches.Unreferenced.Original() + 1);
                expect("method with a requirement", 2, Requires.Unreferenced());
                RequiringGeneric<int>.Patches.Static.Patch(value => value * 2);
                expect("of its type", 8, RequiringGeneric<int>.Static(4));
                Old.ReaderPatches.Read.Patch(() => 3);
                expect("library for an old framework", 3, Old.Reader.Read());
                Suppressed.Patches.Async.Patch(() => Task.FromResult(5));
                expect("suppressed", 5, Suppressed.Async().Result);
                expect("lambdas", 6, Lambdas.InSuppressed(1));
            }
        }
        """;

    /// <summary>A library for a framework that has none of the attributes, and declares those that it needs.</summary>
    private const string Old =
        """
        using System;
        using System.Diagnostics.CodeAnalysis;
        using Hotpatch;

        [assembly: Patchable]

        namespace Old
        {
            public static class Reader
            {
                [RequiresUnreferencedCode("a")]
                public static int Read() => 1;

                [return: DynamicallyAccessedMembers(8)]
                public static Type Map([DynamicallyAccessedMembers(8)] Type type) => type;
            }

            public class Box<[DynamicallyAccessedMembers(8)] T>
            {
                public Type Get() => Reader.Map(typeof(T));
            }
        }

        namespace System.Diagnostics.CodeAnalysis
        {
            internal sealed class RequiresUnreferencedCodeAttribute(string message) : Attribute
            {
                public string Message => message;
            }

            [AttributeUsage(AttributeTargets.All)]
            internal sealed class DynamicallyAccessedMembersAttribute(int members) : Attribute
            {
                public int Members => members;
            }
        }
        """;

    [Test]
    public void Published_program_has_no_warning_and_patches_while_it_runs()
    {
        using var consumer = new Consumer();
        consumer.WriteProject(
            "Shapes", "net10.0", Consumer.LibraryReferences,
            $"<IsAotCompatible>true</IsAotCompatible><EnableSingleFileAnalyzer>true</EnableSingleFileAnalyzer><Nullable>enable</Nullable>{NoHints}");
        foreach (var source in Directory.GetFiles(Repository.PathOf("Hotpatch.Tests", "Packages", "Trimming"), "*.cs"))
            consumer.Write($"Shapes/{Path.GetFileName(source)}", File.ReadAllText(source));

        consumer.WriteProject("Old", "netstandard2.0", Consumer.LibraryReferences, "<ImplicitUsings>disable</ImplicitUsings>");
        consumer.Write("Old/Old.cs", Old);
        consumer.WriteApplication(
            """
            <ProjectReference Include="../Shapes/Shapes.csproj" />
            <ProjectReference Include="../Old/Old.csproj" />
            <TrimmerRootAssembly Include="Shapes" />
            <TrimmerRootAssembly Include="Old" />
            <RuntimeHostConfigurationOption Include="Shapes.IsOn" Value="true" Trim="true" />
            """,
            "<UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier><SelfContained>true</SelfContained>"
            + "<PublishAot Condition=\"'$(Mode)' == 'Aot'\">true</PublishAot>"
            + "<PublishTrimmed Condition=\"'$(Mode)' == 'Trimmed'\">true</PublishTrimmed>"
            + "<PublishSingleFile Condition=\"'$(Mode)' == 'Trimmed'\">true</PublishSingleFile>"
            + $"<TrimmerSingleWarn>false</TrimmerSingleWarn><InvariantGlobalization>true</InvariantGlobalization>{NoHints}");
        consumer.Write("App/Program.cs", Program);

        Assert.Multiple(() =>
        {
            Assert.That(Publish(consumer, "Trimmed"), Is.EqualTo(new[] { "done" }), "trimmed, in a single file");
            Assert.That(Publish(consumer, "Aot"), Is.EqualTo(new[] { "done" }), "compiled ahead of time");
        });
    }

    private static string[] Publish(Consumer consumer, string mode)
    {
        var folder = consumer.PathOf("published", mode);
        ChildProcess.DotNet(consumer.PathOf("App"), "publish", $"-p:Mode={mode}", "--output", folder).Succeeded();
        return Consumer.Lines(ChildProcess.Run(Path.Combine(folder, OperatingSystem.IsWindows() ? "App.exe" : "App"), folder).Succeeded());
    }
}
