using Hotpatch.Analyzers.Rules.Patches;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Analyzers.Patches;

/// <summary>The rules of patches, for [PatchCalls].</summary>
public class PatchCallsTests
{
    private const string Caller =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using Hotpatch;
        [assembly: PatchableCalls(typeof(Path), "GetTempPath", "Combine")]
        [assembly: PatchableCalls(typeof(Version), "Constructor", "Major")]
        [assembly: PatchableCalls(typeof(Queue<>))]
        """;

    [Test]
    public Task What_fits()
        => Check(
            """
            [PatchCalls(typeof(DateTime), "UtcNow")] static DateTime Now() => default;
            [PatchCalls(typeof(DateTime), "get_UtcNow")] static DateTime Layer(Func<DateTime> next) => next();
            [PatchCalls("System.DateTime.UtcNow", In = "Anyone")] static DateTime Anyone() => default;
            [PatchCalls("System.DateTime.get_UtcNow()", In = "Else")] static DateTime Else() => default;
            [PatchCalls(typeof(Path), In = "Caller")] static string GetTempPath() => "";
            [PatchCalls(typeof(Version), ".ctor", In = "Caller")] static Version Make(int a, int b) => new(a, b);
            [PatchCalls(typeof(Version), "Constructor", In = "Caller")] static Version Make(Func<string, Version> next, string text) => next(text);
            [PatchCalls("System.Version.Constructor(System.Int32,System.Int32,System.Int32)", In = "Caller")] static Version Make(int a, int b, int c) => new(a, b, c);
            [PatchCalls("System.Version..ctor()", In = "Caller")] static object {|HP0040:None|}() => "";
            [PatchCalls(typeof(Version), "Major", In = "Caller")] static int Major(object self) => 1;
            [PatchCalls(typeof(TimeSpan), "Days")] static int Days(ref TimeSpan self) => 1;
            [PatchCalls(typeof(Queue<>), "Enqueue", In = "Caller")] static void Enqueue<T>(Queue<T> self, T item) { }
            [PatchCalls(typeof(Queue<>), ".ctor", In = "Caller")] static Queue<T> Queue<T>() => null!;
            [PatchCalls(typeof(Queue<string>), "Enqueue")] static void Strings(Queue<string> self, string item) { }
            [PatchCalls(typeof(Array), "Empty", TypeArguments = new[] { typeof(int) })] static int[] Empty() => null!;
            [PatchCalls("Not.Referenced.Method")] static void Unknown() { }
            """);

    [Test]
    public Task Signatures()
        => Check(
            """
            [PatchCalls(typeof(DateTime), "UtcNow")] static int {|HP0040:Now|}() => 1;
            [PatchCalls(typeof(Version), ".ctor")] static void {|HP0040:Make|}(Version self, int a, int b) { }
            [PatchCalls(typeof(TimeSpan), "Days")] static int {|HP0040:Days|}(TimeSpan self) => 1;
            """);

    [Test]
    public Task Targets()
        => Check(
            """
            [{|HP0041:PatchCalls(typeof(DateTime), "UtcNo")|}] static DateTime Now() => default;
            [{|HP0041:PatchCalls("System.DateTime.Nowhere()", In = "Caller")|}] static DateTime None() => default;
            [{|HP0041:PatchCalls(typeof(MemoryStream), "get_CanSeek")|}] static bool Seek(MemoryStream self) => true;
            [{|HP0041:PatchCalls(typeof(Func<int>), ".ctor")|}] static Func<int> Make(object target, nint method) => null!;
            """);

    [Test]
    public Task Places_and_versions()
        => Check(
            """
            [PatchCalls(typeof(DateTime), "UtcNow")] DateTime {|HP0042:Now|}() => default;
            [Patch(typeof(DateTime), "UtcNow"), PatchCalls(typeof(DateTime), "UtcNow")] static DateTime {|HP0042:Both|}() => default;
            [PatchCalls(typeof(DateTime), "UtcNow", {|HP0043:MinTargetVersion = "one"|})] static DateTime Old() => default;
            [PatchCalls(typeof(DateTime), "UtcNow", MaxTargetVersion = "0.1")] static int Older() => 1;
            [PatchCalls(typeof(DateTime), "UtcNow", In = "Caller", MaxTargetVersion = "0.1")] static int {|HP0040:OfCaller|}() => 1;
            """,
            isStatic: false);

    [Test]
    public Task All_instantiations_need_an_assembly()
        => Check("[PatchCalls(typeof(Queue<>), \"Enqueue\")] static void {|HP0044:Enqueue|}<T>(Queue<T> self, T item) { }");

    [Test]
    public Task Twice()
        => Check(
            """
            [PatchCalls(typeof(DateTime), "UtcNow")] static DateTime A() => default;
            [PatchCalls("System.DateTime.get_UtcNow")] static DateTime {|HP0045:B|}() => default;
            [PatchCalls(typeof(DateTime), "UtcNow", In = "One")] static DateTime C() => default;
            [PatchCalls(typeof(DateTime), "UtcNow", In = "Two")] static DateTime D() => default;
            [PatchCalls(typeof(DateTime), "UtcNow", In = "Two")] static DateTime {|HP0045:E|}() => default;
            """);

    [Test]
    public Task An_assembly_whose_attributes_name_other_calls()
        => Check(
            """
            [PatchCalls(typeof(Path), "GetRandomFileName", In = "Caller")] static string {|HP0046:Random|}() => "";
            [PatchCalls(typeof(Version), "Minor", In = "Caller")] static int {|HP0046:Minor|}(Version self) => 1;
            [PatchCalls(typeof(Path), "GetRandomFileName")] static string OfAll() => "";
            [PatchCalls(typeof(Path), "GetRandomFileName", In = "Unreferenced")] static string OfOther() => "";
            """);

    [Test]
    public Task An_assembly_without_attributes_may_have_patterns()
        => PatchRun.Run(Class("[PatchCalls(typeof(Path), \"GetRandomFileName\", In = \"Plain\")] static string Random() => \"\";"), PatchRun.Emit("Plain", "public class Plain { }")).RunAsync();

    [Test]
    public Task A_class_for_the_members_of_a_type()
        => PatchRun.Run(
            """
            using System;
            using Hotpatch;

            [PatchCalls(typeof(DateTime), In = "Caller")]
            public static class Fixes
            {
                public static DateTime get_UtcNow() => default;
                [PatchCalls(typeof(Environment))] public static int get_TickCount() => 1;
                public static int {|HP0041:Other|}() => 1;
            }

            [{|HP0042:PatchCalls(typeof(DateTime), "Now")|}] public static class Named { public static DateTime get_Now() => default; }
            """).RunAsync();

    [TestCase("[PatchCalls(typeof(Path), \"GetRandomFileName\", In = \"Caller\")] static string Random() => \"\";",
        "System.IO.Path.GetRandomFileName(): patchable calls were expected, but no [assembly: PatchableCalls] of Caller names it. Add it there, unless FodyWeavers.xml or the project file has a pattern for it.")]
    [TestCase("[PatchCalls(typeof(DateTime), \"UtcNow\")] DateTime Now() => default;",
        "Fixes.Now() cannot carry [PatchCalls]: a static method was expected. For a patchable instance method, take the instance as the first parameter.")]
    [TestCase("[PatchCalls(typeof(Queue<>), \"Enqueue\")] static void Enqueue<T>(Queue<T> self, T item) { }",
        "System.Collections.Generic.Queue`1.Enqueue: to patch the calls of all instantiations, name the assembly that makes them by In. For the calls of all assemblies, select one by TypeArguments.")]
    [TestCase("[PatchCalls(typeof(Version), \".ctor\", In = \"Caller\")] static void Make(Version self, string text) { }",
        "System.Version..ctor: Version Make() or Version Make(int major, int minor) or Version Make(int major, int minor, int build) or Version Make(int major, int minor, int build, int revision) was expected, but void Make(Version self, string text) was found")]
    public async Task The_message_tells_why(string member, string message)
    {
        var compilation = Compiled.Compilation(Class(member, isStatic: false)).AddReferences(PatchRun.Emit("Caller", Caller));
        var found = await Diagnostics.Of(compilation, [new PatchAnalyzer()]);
        Assert.That(found.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(message));
    }

    private static Task Check(string members, bool isStatic = true) => PatchRun.Run(Class(members, isStatic), PatchRun.Emit("Caller", Caller)).RunAsync();

    private static string Class(string members, bool isStatic = true)
        => $$"""
            using System;
            using System.Collections.Generic;
            using System.IO;
            using Hotpatch;

            public {{(isStatic ? "static " : "")}}class Fixes
            {
            {{members}}
            }
            """;
}
