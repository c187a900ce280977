using Hotpatch.Analyzers.Rules.Patching;
using Hotpatch.CodeFixes;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0033: what stands before the dot becomes the original's first argument, where it can.</summary>
public class SelfCallReceiverFixTests
{
    [TestCase("Patchable.For<Change>(typeof(Texts), \"Bump\")", "(ref int x) => {|HP0033:x.Bump()|}", "(ref int x) => h.Original(ref x)", TestName = "an extension of a reference")]
    [TestCase("Patchable.For<Change>(typeof(Texts), \"Reset\")", "(ref int x) => {|HP0033:x.Reset()|}", "(ref int x) => h.Original(ref x)", TestName = "an extension block of a reference")]
    [TestCase("Patchable.For<Read>(typeof(Texts), \"get_Half\")", "(ref int x) => {|HP0033:x.Half|}", "(ref int x) => h.Original(ref x)", TestName = "its property")]
    [TestCase("Patchable.For<Func<string, int, int>>(Texts.Words)", "(s, n) => s?.CompareTo({|HP0033:s.Words(n)|}) ?? 0", "(s, n) => s?.CompareTo(h.Original(s, n)) ?? 0", TestName = "an argument of a conditional access")]
    public Task Fix(string handle, string replacement, string expected) => Check(handle, replacement, expected);

    [TestCase("Patchable.For<Func<string, int, int>>(Texts.Words)", "(s, n) => s?{|HP0033:.Words(n)|} ?? 0", TestName = "an extension")]
    [TestCase("Patchable.For<Func<string, int, int>>(Texts.Words)", "(s, n) => s?{|HP0033:.Trim().Words(n)|} ?? 0", TestName = "an extension farther on")]
    [TestCase("Patchable.For<Func<Row, int, int>>(typeof(Row), \"Item\")", "(self, i) => self?{|HP0033:[i]|} ?? 0", TestName = "an indexer")]
    [TestCase("Patchable.For<Func<Row, int, int>>(typeof(Row), \"Item\")", "(self, i) => self?{|HP0033:.Next[i]|} ?? 0", TestName = "an indexer farther on")]
    public Task A_conditional_access_has_no_fix(string handle, string replacement) => Check(handle, replacement, replacement);

    private static Task Check(string handle, string replacement, string expected)
        => CodeFixRun<SelfCallAnalyzer, CallOriginalCodeFix>.Check(Around(handle, replacement), Around(handle, expected));

    private static string Around(string handle, string replacement)
        => $$"""
            using System;
            using Hotpatch;
            public delegate void Change(ref int x);
            public delegate int Read(ref int x);
            public class Row { public Row Next => this; public int this[int i] => i; }
            public static class Texts
            {
                public static void Bump(this ref int x) => x++;
                public static int Words(this string s, int n) => n;
                extension(ref int x) { public void Reset() => x = 0; public int Half => x / 2; }
            }
            public static class Program
            {
                public static void Main()
                {
                    var h = {{handle}};
                    h.Patch({{replacement}});
                }
            }
            """;
}
