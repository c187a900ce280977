using System.Globalization;
using Hotpatch.Analyzers.Rules.Patching;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0050: the original of a constructor whose body stays in place. What the editor says of a source, the weaver does with it.</summary>
public class MissingOriginalTests
{
    private const string Rest =
        """

        public class Base
        {
            public Base() { }
            public Base(object value) { }
            public Base(System.Func<int> value) { }
            public unsafe Base(int* value) { }
            protected static object Read(string text, out int value) { value = text.Length; return text; }
            protected static object Change(ref int value) => value++;
            public object Seen;
        }

        """;

    private static readonly TestCaseData[] Constructors =
    [
        // In the one half, nothing but arguments' values comes to the body.
        Moves("int", "public C(int a) { Seen = a; }"),
        Moves("int", "public C(int a) : base(a) => Seen = a;"),
        Moves("int", "public C(int a) : base((object)a) { System.Func<int> f = () => a; Seen = f; }"),
        Moves("int", "public C(int a) : base(() => a) { }"),
        Moves("int", "public C(int a) : base(() => a) => Seen = nameof(a);"),
        Moves("int", "public C(int a) : base(() => 3) { System.Func<int> f = () => a; Seen = f; }"),
        Moves("string", "public C(string a) : base(Read(a, out var b)) { Seen = a; }"),
        Moves("string", "public C(string a) : base(Read(a, out var b)) { b = 3; Seen = b; }"),
        Moves("string", "public C(string a) : base(a is { Length: var b } ? b : 0) { Seen = a; }"),
        Moves("int", "public C(int a) : base((object)(a = 3)) { Seen = a; }"),
        Moves("int", "public C(int a) : base(Change(ref a)) { System.Func<int> f = () => a; Seen = f; }"),
        Moves("int", "public C(int a) : base((object)a++) => a--;"),
        Moves("int", "public unsafe C(int a) : base(&a) { }"),
        Moves("int", "public C(int a) : base((object)1) { int Local() => a; Seen = Local(); }"),

        // In the other, a variable or a closure does.
        Stays("int", "public C(int a) : base(() => a) { Seen = a; }", "a"),
        Stays("int", "public C(int a) : base(() => a) => a = 2;", "a"),
        Stays("string", "public C(string a) : base(Read(a, out var b)) { Seen = b; }", "b"),
        Stays("string", "public C(string a) : base(a is { Length: var b } ? b : b = 0) => Seen = b;", "b"),
        Stays("string", "public C(string a) : base(a as object is var b ? b : b) { System.Func<object> f = () => b; Seen = f; }", "b"),
        Stays("int", "public C(int a) : base((object)(a = 3)) { System.Func<int> f = () => a; Seen = f; }", "a"),
        Stays("int", "public C(int a) : base((object)a++) { int Local() => a; Seen = Local(); }", "a"),
        Stays("int", "public unsafe C(int a) : base(&a) { Seen = a; }", "a"),
    ];

    [TestCaseSource(nameof(Constructors))]
    public async Task Layers_and_originals(string parameter, string constructor, string? shared)
    {
        const string Uses =
            """
            static class Uses
            {
                static void Use(Hotpatch.PatchSet set)
                {
                    using var layer = {handle}.Wrap(next => next);
                    set.Wrap({handle}, next => next);
                    _ = {handle}.Original;
                    var handle = {handle};
                    _ = handle.Original;
                    {handle}.Patch((self, a) => { });
                    using var scope = {handle}.PatchScoped((self, a) => { });
                    {handle}.Restore();
                }
            }
            """;
        var found = await Diagnostics.Of<MissingOriginalAnalyzer>(Source(constructor) + Uses.Replace("{handle}", HandleOf(parameter), StringComparison.Ordinal));
        Assert.That(found.Select(diagnostic => diagnostic.Id).Distinct(), shared is null ? Is.Empty : Is.EqualTo(new[] { "HP0050" }));
        Assert.That(found, Has.Length.EqualTo(shared is null ? 0 : 4));
        if (shared is not null)
        {
            Assert.That(found[0].GetMessage(CultureInfo.InvariantCulture), Does.Contain($"share {shared}, so the body stays in place. Use Patch"));
            Assert.That(Text(found[0].Location), Is.EqualTo("Wrap"));
        }
    }

    [TestCaseSource(nameof(Constructors))]
    public void Weaver(string parameter, string constructor, string? shared)
    {
        foreach (var configuration in new[] { "Debug", "Release" })
        {
            var woven = WovenSource.Load(Source(constructor), configuration);
            Assert.That(Patchable.In(woven.Assembly).Single().HasOriginal, Is.EqualTo(shared is null), configuration);
        }
    }

    private static string Source(string constructor)
        => "#nullable disable\npublic class C : Base { [Hotpatch.Patchable] " + constructor + " }" + Rest;

    private static string HandleOf(string parameter) => $"Hotpatch.Patchable.For<System.Action<C, {parameter}>>(typeof(C), \".ctor\")";

    private static string Text(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);

    private static TestCaseData Moves(string parameter, string constructor) => new(parameter, constructor, null);

    private static TestCaseData Stays(string parameter, string constructor, string shared) => new(parameter, constructor, shared);
}
