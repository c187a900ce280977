using Hotpatch.Analyzers.Rules.Patching;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0051: flow patches that an async function begins for its caller.</summary>
public class AsyncFlowTests
{
    [Test]
    public Task A_flow_patch_that_an_async_function_keeps_for_others() => Check(
        """
        public async Task Field() { field = {|HP0051:handle.PatchFlow(() => 1)|}; await Task.Yield(); }
        public async Task Layer() { this.field ??= {|HP0051:handle.WrapFlow(next => next)|}; await Task.Yield(); }
        public async Task Property() { Kept = {|HP0051:handle.PatchFlow(() => 1)|}; await Task.Yield(); }
        public async ValueTask Element(FlowPatch[] patches) { patches[0] = {|HP0051:handle.PatchFlow(() => 1)|}; await Task.Yield(); }
        public async void Parameter(FlowPatch patch) { patch = {|HP0051:handle.PatchFlow(() => 1)|}; await Task.Yield(); }
        public async Task<IDisposable> Returned() { await Task.Yield(); return handle == null ? null : {|HP0051:handle.PatchFlow(() => 1)|}; }
        public async Task<FlowPatch> Short() => handle?{|HP0051:.PatchFlow(() => 1)|};
        public async Task<FlowPatch> Local() { var patch = {|HP0051:handle.PatchFlow(() => 1)|}; await Task.Yield(); return patch; }
        public async Task Copied() { FlowPatch patch; patch = {|HP0051:handle.PatchFlow(() => 1)|}; await Task.Yield(); field = patch; }
        public async Task<GenericFlowPatch> All(GenericPatchHandle all) { await Task.Yield(); return {|HP0051:all.PatchFlow((one, types) => null)|}; }
        public async Task<Uses> Initializer() { await Task.Yield(); return new Uses { Kept = {|HP0051:handle.PatchFlow(() => 1)|} }; }

        public void Functions()
        {
            FlowPatch outer = null;
            Func<Task> lambda = async () => { outer = {|HP0051:handle.PatchFlow(() => 1)|}; await Task.Yield(); };
            Func<Task<FlowPatch>> result = async () => {|HP0051:handle.PatchFlow(() => 1)|};
            async Task Inner() { field = {|HP0051:handle.PatchFlow(() => 1)|}; await Task.Yield(); }
        }
        """);

    [Test]
    public Task A_flow_patch_that_ends_in_the_function_or_that_a_function_without_async_begins() => Check(
        """
        public async Task Ended()
        {
            using var declared = handle.PatchFlow(() => 1);
            using (handle.PatchFlow(() => 1)) { }
            using (field = handle.PatchFlow(() => 1)) { await Task.Yield(); }
            using (Kept = handle.PatchFlow(() => 1)) { await Task.Yield(); }
            var local = handle.PatchFlow(() => 1);
            await Task.Yield();
            local.Dispose();
            field = handle.PatchFlow(() => 1);
            try { await Task.Yield(); } finally { field?.Dispose(); }
            patches.Add(handle.PatchFlow(() => 1));
        }

        public async Task<int> Alias()
        {
            var local = handle.PatchFlow(() => 1);
            field = local;
            await Task.Yield();
            local.Dispose();
            return 1;
        }

        public async Task Sync()
        {
            Action begin = () => field = handle.PatchFlow(() => 1);
            Func<FlowPatch> value = () => handle.PatchFlow(() => 1);
            FlowPatch Begin() => handle.PatchFlow(() => 1);
            begin();
            using (value()) { await Task.Yield(); }
            using (Begin()) { await Task.Yield(); }
        }

        public async Task Hook(Context context) { field = handle.PatchFlow(() => 1); await Task.Yield(); context.AddAsyncLocalValues(); }

        public async Task<System.Threading.ExecutionContext> HandedOn()
        {
            field = handle.PatchFlow(() => 1);
            await Task.Yield();
            return System.Threading.ExecutionContext.Capture();
        }

        public class Context { public void AddAsyncLocalValues() { } }
        public Task SetUp() { field = handle.PatchFlow(() => 1); return Task.CompletedTask; }
        public FlowPatch Plain() => handle.PatchFlow(() => 1);
        public async Task Other() { scope = handle.PatchScoped(() => 1); await Task.Yield(); }
        """);

    [Test]
    public Task A_patch_set_with_flow_patches_that_an_async_function_applies() => Check(
        """
        private readonly PatchSet built = new PatchSet().Add(handle, () => 1).AddFlow(handle, () => 1);
        private PatchSet Assigned { get; set; }
        private readonly PatchSet filled = new PatchSet();
        private readonly PatchSet plain = new PatchSet().Add(handle, () => 1);
        private readonly PatchSet kept = new PatchSet().AddFlow(handle, () => 1);

        public Uses()
        {
            filled.Add(handle, () => 1).WrapFlow(handle, next => next);
            Assigned = new PatchSet().WrapFlow(handle, next => next);
        }

        public async Task Begin()
        {
            {|HP0051:built.Apply()|};
            {|HP0051:Assigned.TryApply()|};
            {|HP0051:this.filled.Apply(TimeSpan.FromSeconds(1))|};
            Func<Task> lambda = async () => { {|HP0051:filled.ForceApply()|}; await Task.Yield(); };
            plain.Apply();
            await Task.Yield();
        }

        public async Task Whole()
        {
            kept.Apply();
            try { await Task.Yield(); } finally { kept.Revert(); }
            using var own = new PatchSet().AddFlow(handle, () => 1);
            own.Apply();
        }

        public Task NotAsync() { built.Apply(); return Task.CompletedTask; }
        """);

    [Test]
    public Task Top_level_statements_have_no_caller()
        => new AnalyzerRun<AsyncFlowAnalyzer>
        {
            TestState =
            {
                OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
                Sources =
                {
                    """
                    Kept.Patch = Hotpatch.Patchable.Find<System.Func<int>>("M").PatchFlow(() => 1);
                    await System.Threading.Tasks.Task.Yield();
                    static class Kept { public static Hotpatch.FlowPatch Patch; }
                    """,
                },
            },
        }.RunAsync();

    [TestCase("async Task M() { field = handle.PatchFlow(() => 1); await Task.Yield(); }", "PatchFlow is called in an async method, so the flow patch ends for the caller with that method. Begin it in a method that is not async.")]
    [TestCase("void M() { Func<Task<FlowPatch>> f = async () => handle.WrapFlow(next => next); }", "WrapFlow is called in an async lambda, so the flow patch ends for the caller with that lambda. Begin it in a method that is not async.")]
    public async Task The_message_says_where_to_begin(string member, string message)
        => Assert.That(
            (await Diagnostics.Of<AsyncFlowAnalyzer>(Around(member))).Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(message));

    private static Task Check(string members) => AnalyzerRun<AsyncFlowAnalyzer>.Check(Around(members));

    private static string Around(string members)
        => $$"""
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using Hotpatch;

            public class Uses
            {
                private static readonly PatchHandle<Func<int>> handle;
                private readonly List<FlowPatch> patches = new List<FlowPatch>();
                private FlowPatch field;
                private PatchScope scope;
                public FlowPatch Kept { get; set; }

                {{members}}
            }
            """;
}
