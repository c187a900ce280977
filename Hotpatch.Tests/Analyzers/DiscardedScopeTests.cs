using Hotpatch.Analyzers.Rules.Patching;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0034: scopes and layers that nothing keeps.</summary>
public class DiscardedScopeTests
{
    [Test]
    public Task A_scope_that_is_a_statement_of_its_own_or_given_to_a_discard()
        => AnalyzerRun<DiscardedScopeAnalyzer>.Check(
            """
            using System;
            using System.Threading.Tasks;
            using Hotpatch;

            public class Uses
            {
                private readonly PatchHandle<Func<int>> handle;
                private PatchHandle Untyped => handle;

                public async Task Statements()
                {
                    {|HP0034:handle.PatchScoped(() => 1)|};
                    _ = {|HP0034:handle.PatchScoped(() => 1)|};
                    {|HP0034:Untyped.PatchScoped((Func<int>)(() => 1))|};
                    {|HP0034:handle?.PatchScoped(() => 1)|};
                    {|HP0034:handle.PatchFlow(() => 1)|};
                    {|HP0034:handle.WrapFlow(next => next)|};
                    {|HP0034:handle.PatchWhen(() => true, () => 1)|};
                    {|HP0034:handle.PatchWhenArguments(arguments => true, () => 1)|};
                    {|HP0034:handle.PatchInstance(this, () => 1)|};
                    {|HP0034:handle.CanaryByArguments(0.1, () => 1, arguments => 1)|};
                    {|HP0034:handle.Intercept(call => call.Proceed())|};
                    {|HP0034:Patchable.All.Intercept(call => call.Proceed())|};
                    {|HP0034:handle.Observe(call => { })|};
                    {|HP0034:handle.Observe(call => { }, ObserveOptions.CountOnly)|};
                    {|HP0034:handle.Measure()|};
                    _ = {|HP0034:handle.Record(5)|};
                    {|HP0034:handle.Shadow(() => 1, report => { })|};
                    {|HP0034:handle.Canary(0.1, () => 1)|};
                    {|HP0034:handle.Canary(0.1, () => 1).RollbackOnFault(3, TimeSpan.FromMinutes(1))|};
                    {|HP0034:handle.PatchScoped(() => 1).RollbackOnFault(3, TimeSpan.FromMinutes(1))|};
                    {|HP0034:await Begin()|};
                    _ = {|HP0034:Begin()|};
                    if (handle != null)
                        {|HP0034:Of(handle)|};
                }

                public void Body() => {|HP0034:handle.PatchScoped(() => 1)|};

                public Action Lambda() => () => {|HP0034:handle.PatchScoped(() => 1)|};

                private static PatchScope Of(PatchHandle<Func<int>> handle) => handle.PatchScoped(() => 1);

                private static Task<PatchScope> Begin() => null;
            }
            """);

    [Test]
    public Task A_scope_that_is_kept_ended_or_passed_on()
        => AnalyzerRun<DiscardedScopeAnalyzer>.Check(
            """
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using Hotpatch;

            public class Uses
            {
                private readonly PatchHandle<Func<int>> handle;
                private readonly List<PatchScope> scopes = new List<PatchScope>();
                private PatchScope field;

                public async Task Kept()
                {
                    using (handle.PatchScoped(() => 1)) { }
                    using (_ = handle.PatchScoped(() => 1)) { }
                    using var scope = handle.PatchScoped(() => 1);
                    using var awaited = await Begin();
                    scopes.Add(handle.PatchScoped(() => 1));
                    field = handle.PatchScoped(() => 1);
                    field ??= handle.PatchScoped(() => 1);
                    handle.PatchScoped(() => 1).Dispose();
                    Keep(handle.PatchScoped(() => 1));
                    handle.Patch(() => 1);
                    _ = scope;
                    Run(() => handle.PatchScoped(() => 1));
                    Throws(() => handle.PatchScoped(null));
                    Refused<PatchException>("text", () => handle.PatchScoped(null));
                }

                private static void Throws(Action action) { }
                private static void Refused<TException>(string text, Action action) { }

                private static Task<PatchScope> Begin() => null;
                private PatchScope Keep(PatchScope scope) { scopes.Add(scope); return scope; }
                private static void Run(Func<PatchScope> begin) => begin().Dispose();
            }
            """);

    [Test]
    public Task A_layer_likewise()
        => AnalyzerRun<DiscardedScopeAnalyzer>.Check(
            """
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using Hotpatch;

            public class Uses
            {
                private readonly PatchHandle<Func<int>> handle;
                private readonly List<PatchLayer> layers = new List<PatchLayer>();

                public async Task Discarded()
                {
                    {|HP0034:handle.Wrap(next => () => next() + 1)|};
                    _ = {|HP0034:handle.Wrap(next => () => next() + 1, TimeSpan.FromSeconds(1))|};
                    {|HP0034:handle?.Wrap(next => next, 5)|};
                    {|HP0034:await Begin()|};
                }

                public void Kept()
                {
                    using (handle.Wrap(next => next)) { }
                    using var layer = handle.Wrap(next => next);
                    layers.Add(handle.Wrap(next => next));
                    handle.Wrap(next => next).Dispose();
                    _ = layer;
                    new PatchSet().Wrap(handle, next => next);
                    Throws(() => handle.Wrap(null));
                }

                private static void Throws(Action action) { }

                private static Task<PatchLayer> Begin() => null;
            }
            """);

    [Test]
    public Task A_local_that_is_never_used()
        => AnalyzerRun<DiscardedScopeAnalyzer>.Check(
            """
            using System;
            using System.Threading.Tasks;
            using Hotpatch;

            public class Uses
            {
                private readonly PatchHandle<Func<int>> handle;

                public async Task Unused()
                {
                    var patch = {|HP0034:handle.PatchFlow(() => 1)|};
                    IDisposable scope = {|HP0034:handle?.PatchScoped(() => 1)|}, layer = {|HP0034:handle.Wrap(next => next)|};
                    PatchScope awaited = {|HP0034:await Begin()|};
                    var observation = {|HP0034:handle.Observe(call => { })|};
                    Action lambda = () => { var inner = {|HP0034:handle.PatchScoped(() => 1)|}; };
                    lambda();
                }

                public async Task<IDisposable> Used()
                {
                    using var declared = handle.PatchFlow(() => 1);
                    using (var statement = handle.PatchFlow(() => 1)) { }
                    using (PatchScope first = handle.PatchScoped(() => 1), second = await Begin()) { }
                    var disposed = handle.PatchFlow(() => 1);
                    disposed.Dispose();
                    var passed = handle.PatchFlow(() => 1);
                    Keep(passed);
                    var captured = handle.PatchFlow(() => 1);
                    Action end = () => captured.Dispose();
                    var read = handle.Measure();
                    Console.WriteLine(read.Calls);
                    var function = handle.PatchFlow(() => 1);
                    void End() => function.Dispose();
                    var owned = handle.PatchFlow(() => 1, "owner");
                    var copy = passed;
                    Throws(() => { var refused = handle.PatchScoped(null); });
                    var returned = handle.PatchFlow(() => 1);
                    return returned;
                }

                private static void Throws(Action action) { }
                private static void Keep(IDisposable scope) { }
                private static Task<PatchScope> Begin() => null;
            }
            """);

    [Test]
    public Task Patches_with_an_owner_end_by_it()
        => AnalyzerRun<DiscardedScopeAnalyzer>.Check(
            """
            using System;
            using Hotpatch;

            public class Uses
            {
                private readonly PatchHandle<Func<int>> handle;
                private readonly PatchOptions options;

                public void Owned(PatchOptions passed)
                {
                    handle.Wrap(next => next, new PatchOptions { Owner = "owner" });
                    handle.PatchScoped(() => 1, new() { Priority = 1, Owner = GetType().Name });
                    handle.PatchScoped(() => 1, options with { Priority = 5 });
                    handle.PatchWhen(() => true, () => 1, options);
                    handle.Canary(0.1, () => 1, passed);
                    handle.Canary(0.1, () => 1, passed).RollbackOnFault(3, TimeSpan.FromMinutes(1));
                    handle.PatchFlow(() => 1, owner: "owner");
                    _ = handle.WrapFlow(next => next, "owner");
                    handle.Observe(call => { }, new ObserveOptions { Owner = "owner" });
                    handle.Shadow(() => 1, report => { }, new ShadowOptions { Owner = "owner" });
                    handle.Intercept(call => call.Proceed(), new PatchOptions { Owner = "owner" });
                }

                public void WithoutOwner()
                {
                    {|HP0034:handle.Wrap(next => next, new PatchOptions())|};
                    {|HP0034:handle.PatchScoped(() => 1, new() { Priority = 1, Owner = null })|};
                    {|HP0034:handle.PatchWhen(() => true, () => 1, null)|};
                    {|HP0034:handle.PatchWhen(() => true, () => 1, new PatchOptions { Priority = 1 } with { Priority = 2 })|};
                    {|HP0034:handle.PatchFlow(() => 1, owner: null)|};
                    {|HP0034:handle.Observe(call => { }, ObserveOptions.CountOnly)|};
                    {|HP0034:Begin("owner")|};
                }

                private static PatchScope Begin(string owner) => null;
            }
            """);

    [Test]
    public async Task The_message_says_what_is_not_kept()
    {
        var (scope, layer) = (await MessageOf("PatchScoped(() => 1)"), await MessageOf("Wrap(next => next)"));
        Assert.That(scope, Is.EqualTo("The scope is discarded, so nothing ends it. Write using, or use Patch."));
        Assert.That(layer, Is.EqualTo("The layer is discarded, so nothing ends it. Write using, or keep it."));
        Assert.That(await MessageOf("PatchFlow(() => 1)"), Is.EqualTo("The patch is discarded, so nothing ends it. Write using, or keep it."));
        Assert.That(await MessageOf("Canary(0.1, () => 1)"), Is.EqualTo("The canary is discarded, so nothing ends it. Write using, or keep it."));
        Assert.That(await MessageOf("Measure()"), Is.EqualTo("The observer is discarded, so nothing ends it. Write using, or keep it."));
        Assert.That(await MessageOf("Record(5)"), Is.EqualTo("The recording is discarded, so nothing ends it. Write using, or keep it."));
        Assert.That(await MessageOf("Intercept(call => call.Proceed())", "GenericPatchHandle"), Is.EqualTo(layer));
        Assert.That(await MessageOf("PatchScoped((handle, types) => null)", "GenericPatchHandle"), Is.EqualTo(scope));
        Assert.That(await MessageOf("Wrap((handle, types) => null)", "GenericPatchHandle"), Is.EqualTo(layer));
        Assert.That(await MessageOf("Wrap(below => below)", "PatchHandle"), Is.EqualTo(layer));

        Assert.That(
            await MessageOf("PatchFlow(() => 1)", declaration: "var kept = "),
            Is.EqualTo("The patch in kept is never used, so nothing ends it. Write using, or dispose kept."));

        static async Task<string> MessageOf(string call, string type = "PatchHandle<System.Func<int>>", string declaration = "")
        {
            var source = $"using Hotpatch; class Uses {{ void M({type} patched) {{ {declaration}patched.{call}; }} }}";
            return (await Diagnostics.Of<DiscardedScopeAnalyzer>(source)).Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
