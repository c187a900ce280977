using Hotpatch.Analyzers.Rules.Marks;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0048: marks that nothing inherits; and what other rules make of marks that are inherited.</summary>
[Parallelizable(ParallelScope.Children)]
public class InheritedMarkTests
{
    [TestCase("public class C { [{|HP0048:Patchable(Inherited = true)|}] public void Run() { } }")]
    [TestCase("public class C { [{|HP0048:Patchable(Inherited = true)|}] public static int Count { get; set; } }")]
    [TestCase("public sealed class C { [{|HP0048:Patchable(Inherited = true)|}] public override string ToString() => null; }")]
    [TestCase("public class C { [{|HP0048:Patchable(Inherited = true)|}] public sealed override string ToString() => null; }")]
    [TestCase("[{|HP0048:Patchable(Inherited = true)|}] public class C { public void Run() { } }")]
    [TestCase("[{|HP0048:Patchable(Inherited = true)|}] public struct C { public override string ToString() => null; }")]
    public Task Mark_that_nothing_inherits(string source) => AnalyzerRun<InheritedMarkAnalyzer>.Check("using Hotpatch; " + source);

    [TestCase("public class C { [Patchable(Inherited = true)] public virtual void Run() { } }")]
    [TestCase("public abstract class C { [Patchable(Inherited = true)] public abstract int Count { get; set; } }")]
    [TestCase("public interface I { [Patchable(Inherited = true)] void Run(); }")]
    [TestCase("[Patchable(Inherited = true)] public abstract class C { public abstract void Run(); }")]
    [TestCase("public class C { [Patchable(Inherited = false)] public void Run() { } [Patchable] public event System.Action E; }")]
    public Task Mark_that_may_be_inherited(string source) => AnalyzerRun<InheritedMarkAnalyzer>.Check("using Hotpatch; " + source);

    [TestCase("public abstract class C { [Patchable(Inherited = true)] public abstract void Run(); }")]
    [TestCase("public abstract class C { [Patchable(Inherited = true)] public abstract int Count { get; set; } }")]
    [TestCase("public abstract class C { [Patchable] public abstract void {|HP0016:Run|}(); }")]
    [TestCase("public abstract class C { [Patchable(Inherited = false)] public abstract void {|HP0016:Run|}(); }")]
    public Task An_abstract_method_may_carry_a_mark_for_its_overrides(string source) => AnalyzerRun<RefusalAnalyzer>.Check("using Hotpatch; " + source);

    [TestCase("[Patchable(Inherited = true)] public interface I { void Run(); }")]
    [TestCase("public abstract class B { [Patchable(Inherited = true)] public abstract void Run(); } public class C : B { [NotPatchable] public override void Run() { } }")]
    [TestCase("public abstract class B { [Patchable(Inherited = true)] public abstract void Run(); } [NotPatchable] public class C : B { public override void Run() { } }")]
    [TestCase("public abstract class B { [Patchable] public virtual void Run() { } } public class C : B { [{|HP0032:NotPatchable|}] public override void Run() { } }")]
    public Task Marks_have_an_effect(string source) => AnalyzerRun<MarkEffectAnalyzer>.Check("using Hotpatch; " + source);
}
