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
                    {|HP0034:handle.PatchInstance(this, () => 1)|};
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
    public async Task The_message_says_what_is_not_kept()
    {
        var (scope, layer) = (await MessageOf("PatchScoped(() => 1)"), await MessageOf("Wrap(next => next)"));
        Assert.That(scope, Is.EqualTo("The scope is discarded, so nothing ends it. Write using, or use Patch."));
        Assert.That(layer, Is.EqualTo("The layer is discarded, so nothing ends it. Write using, or keep it."));
        Assert.That(await MessageOf("PatchFlow(() => 1)"), Is.EqualTo("The patch is discarded, so nothing ends it. Write using, or keep it."));
        Assert.That(await MessageOf("Canary(0.1, () => 1)"), Is.EqualTo("The canary is discarded, so nothing ends it. Write using, or keep it."));
        Assert.That(await MessageOf("PatchScoped((handle, types) => null)", "GenericPatchHandle"), Is.EqualTo(scope));
        Assert.That(await MessageOf("Wrap((handle, types) => null)", "GenericPatchHandle"), Is.EqualTo(layer));
        Assert.That(await MessageOf("Wrap(below => below)", "PatchHandle"), Is.EqualTo(layer));

        static async Task<string> MessageOf(string call, string type = "PatchHandle<System.Func<int>>")
        {
            var source = $"class Uses {{ void M(Hotpatch.{type} patched) {{ patched.{call}; }} }}";
            return (await Diagnostics.Of<DiscardedScopeAnalyzer>(source)).Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
