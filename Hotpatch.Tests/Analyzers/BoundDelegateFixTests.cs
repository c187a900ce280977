using Hotpatch.Analyzers.Rules.Patching;
using Hotpatch.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0035: the handle takes the place of the lookup.</summary>
public class BoundDelegateFixTests
{
    [Test]
    public Task The_extension_property_of_CSharp_14() => Check(
        """
        Patchable.For({|HP0035:service.Quote|}).Restore();
        var sum = Patchable.For<Func<string, decimal>>({|HP0035:service.Sum|});
        var other = Patchable.For(new Func<int, int, int[], decimal>({|HP0035:service.Sum|}));
        """,
        """
        PriceService.Patches.Quote.Restore();
        var sum = PriceService.Patches.Sum_String;
        var other = PriceService.Patches.Sum_Int32;
        """,
        Shop.ExtensionHandles);

    [Test]
    public Task The_static_class_of_earlier_versions() => Check(
        """
        var quote = Patchable.For<Func<int, decimal>>({|HP0035:service.Quote|});
        var add = Patchable.For<Action<decimal>>({|HP0035:new Money().Add|});
        var get = Patchable.For<Func<string>>({|HP0035:new Box<string>().Get|});
        var map = Patchable.For<Func<int, int>>({|HP0035:new Box<string>().Map<int>|});
        var twice = Patchable.For<Func<string>>({|HP0035:"text".Twice|});
        """,
        """
        var quote = PriceServicePatches.Quote;
        var add = MoneyPatches.Add;
        var get = BoxPatches<string>.Get;
        var map = BoxPatches<string>.Map<int>();
        var twice = TextsPatches.Twice;
        """,
        Shop.StaticHandles,
        LanguageVersion.CSharp7_3);

    [Test]
    public Task By_name_where_no_handle_is_declared() => Check(
        """
        var quote = Patchable.For<Func<int, decimal>>({|HP0035:service.Quote|});
        var own = Hotpatch.Patchable.For<Func<int>>({|HP0035:Own|});
        var write = Patchable.For<Action>({|HP0035:this.Write|});
        var keyword = Patchable.For<Action>({|HP0035:this.@event|});
        var generic = Patchable.For<Func<string, string>>({|HP0035:this.Same<string>|});
        var half = Patchable.For<Func<int>>({|HP0035:"text".Half|});
        """,
        """
        var quote = Patchable.For<Func<PriceService, int, decimal>>(typeof(PriceService), nameof(PriceService.Quote));
        var own = Hotpatch.Patchable.For<Func<Uses, int>>(typeof(Uses), nameof(Uses.Own));
        var write = Patchable.For<Action<Uses>>(typeof(Uses), nameof(Uses.Write));
        var keyword = Patchable.For<Action<Uses>>(typeof(Uses), nameof(Uses.@event));
        var generic = Patchable.For<Func<Uses, string, string>>(typeof(Uses), nameof(Uses.Same), typeof(string));
        var half = Patchable.For<Func<string, int>>(Extensions.Half);
        """,
        string.Empty,
        LanguageVersion.CSharp7_3);

    [Test]
    public Task Members_of_extension_blocks()
        => CodeFixRun<BoundDelegateAnalyzer, BoundDelegateCodeFix>.Check(
            """
            using System;
            using Hotpatch;

            public static class Texts
            {
                extension(string text)
                {
                    [Patchable] public string Repeat(int times) => text;
                }

                static object Handle() => Patchable.For({|HP0035:"ab".Repeat|});
            }
            """,
            """
            using System;
            using Hotpatch;

            public static class Texts
            {
                extension(string text)
                {
                    [Patchable] public string Repeat(int times) => text;
                }

                static object Handle() => Patchable.For<Func<string, int, string>>(Texts.Repeat);
            }
            """);

    [Test]
    public Task Where_a_delegate_type_would_have_to_be_declared_there_is_no_fix()
    {
        const string Statements = "var read = Patchable.For<Read>({|HP0035:service.TryRead|});";
        return Check(Statements, Statements, string.Empty, LanguageVersion.CSharp7_3);
    }

    private static Task Check(string statements, string expected, string handles, LanguageVersion version = LanguageVersion.Preview)
        => CodeFixRun<BoundDelegateAnalyzer, BoundDelegateCodeFix>.Check(Around(statements, handles), Around(expected, handles), version: version);

    private static string Around(string statements, string handles)
        => Shop.Source + handles +
            $$"""
            namespace Uses
            {
                using Shop;

                public delegate bool Read(string text, out int value);

                public static class Extensions
                {
                    public static int Half(this string text) { return text.Length / 2; }
                }

                public class Uses
                {
                    public void Begin(PriceService service)
                    {
                        {{statements.Replace("\n", "\n            ", StringComparison.Ordinal)}}
                    }

                    private int Own() { return 1; }
                    private void Write() { }
                    private void @event() { }
                    private T Same<T>(T value) { return value; }
                }
            }
            """;
}
