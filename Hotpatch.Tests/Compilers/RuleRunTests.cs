using Hotpatch.Analyzers.Rules.Marks;
using Hotpatch.CodeFixes;
using Hotpatch.Tests.Analyzers;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Hotpatch.Tests.Compilers;

/// <summary>The run that checks the rules over other compilers notices each difference.</summary>
public class RuleRunTests
{
    private const string Right = "[{|HP0032:Hotpatch.Patchable|}]\nclass C { }\n";
    private const string Fixed = "class C { }\n";

    [Test]
    public async Task The_right_marks_and_the_right_text_pass()
    {
        await Over(Right).Check();
        await Over(Right).Check(new RemoveMarkCodeFix(), key: null, StateOf(Fixed));
    }

    [TestCase("[Hotpatch.Patchable]\nclass C { }\n")]
    [TestCase("[{|HP0032:Hotpatch.Patchable|}]\nclass {|HP0032:C|} { }\n")]
    [TestCase("[{|HP0033:Hotpatch.Patchable|}]\nclass C { }\n")]
    [TestCase("[Hotpatch.Patchable]\nclass {|HP0032:C|} { }\n")]
    [TestCase(Right + "class D : Unknown { }\n")]
    public async Task Other_marks_fail(string source) => await Assert.ThrowsAsync<AssertionException>(() => Over(source).Check());

    [TestCase(Right)]
    [TestCase("class D { }\n")]
    public async Task Another_text_fails(string text)
        => await Assert.ThrowsAsync<AssertionException>(() => Over(Right).Check(new RemoveMarkCodeFix(), key: null, StateOf(text)));

    private static RuleRun Over(string source)
        => new(new MarkEffectAnalyzer(), StateOf(source), new CSharpParseOptions(LanguageVersion.Preview), SnippetSetup.CompilationOptions) { Transforms = [] };

    private static SolutionState StateOf(string source) => new AnalyzerRun<MarkEffectAnalyzer> { TestCode = source }.TestState;
}
