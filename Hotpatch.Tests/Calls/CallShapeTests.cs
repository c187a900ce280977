using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Calls;

/// <summary>Calls of every shape go through call stubs, and answer as plain calls do.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
[NonParallelizable]
public class CallShapeTests(string configuration)
{
    private LoadedAssembly _woven = null!;
    private string[] _expected = null!;

    [OneTimeSetUp]
    public void Load()
    {
        var source = Embedded.Source("CallPrograms");
        _woven = WovenSource.Load(source, configuration);
        var plain = Compiled.ToFolder(
            Path.Combine(Path.GetDirectoryName(_woven.Path)!, "..", "unwoven"),
            source,
            references: ReferenceList.OfFixture(configuration),
            optimization: Enum.Parse<OptimizationLevel>(configuration));
        _expected = (string[])LoadedAssembly.Load(plain).Call("Shapes.All")!;
    }

    [TearDown]
    public void Restore()
    {
        foreach (var generic in Generics)
            generic.Restore();

        foreach (var handle in Handles)
            handle.Restore();
    }

    [Test]
    public void Unpatched_calls_answer_as_plain_ones() => Assert.That(Run(), Is.EqualTo(_expected));

    [Test]
    public void Each_call_patched_to_its_original_answers_the_same()
    {
        foreach (var handle in Handles.Where(handle => !handle.Stub.DeclaringType!.IsGenericType && !handle.Stub.IsGenericMethod))
            handle.Patch(handle.Original);

        foreach (var generic in Generics)
            generic.Patch((handle, _) => handle.Original);

        Assert.That(Run(), Is.EqualTo(_expected));
    }

    [Test]
    public void Each_stub_is_called_by_the_program_and_counts_its_calls()
    {
        Run();
        var generics = Generics.ToArray();
        foreach (var generic in generics)
            generic.Patch((handle, _) => handle.Original);

        // From here on, the instantiations in use are known.
        Run();
        foreach (var generic in generics)
            generic.Restore();

        var counts = Handles.Select(handle => new CountingReplacement(handle)).ToArray();
        foreach (var count in counts)
            count.Handle.Patch(count.Delegate);

        Assert.That(Run(), Is.EqualTo(_expected));
        var byStub = counts.GroupBy(count => count.Handle.Stub.MetadataToken);
        Assert.That(byStub.Where(stub => stub.All(count => count.Count == 0)).Select(stub => stub.First().Handle.Name), Is.Empty);
        Assert.That(counts, Has.Length.GreaterThan(120));
    }

    [Test]
    public void Every_kind_of_patch_at_once_answers_the_same()
    {
        var patches = new List<IDisposable>();
        foreach (var handle in Handles.Where(handle => handle.Routers.CanCreate))
        {
            patches.Add(handle.Wrap(next => next));
            patches.Add(handle.PatchFlow(handle.Original));
            patches.Add(handle.Canary(0.5, handle.Original));
            patches.Add(handle.Observe(static _ => { }));
        }

        Assert.That(Run(), Is.EqualTo(_expected));
        patches.ForEach(patch => patch.Dispose());
        Assert.That(Handles.Where(handle => handle.IsPatched), Is.Empty);
    }

    [Test]
    public void A_handle_names_the_called_method_and_the_caller()
    {
        var handle = Handles.Single(candidate => candidate.Name == "Snippet!System.DateTime.get_UtcNow()");
        Assert.That(handle.Method, Is.EqualTo(typeof(DateTime).GetProperty(nameof(DateTime.UtcNow))!.GetMethod));
        Assert.That(handle.IsOfCalls, Is.True);
        Assert.That(Generics.Select(candidate => candidate.Name), Has.All.StartsWith("Snippet!").And.Some.EqualTo("Snippet!System.Collections.Generic.List`1.Add(T)"));
    }

    private IEnumerable<PatchHandle> Handles => Patchable.In(_woven.Assembly).Where(handle => handle.IsOfCalls);

    private IEnumerable<GenericPatchHandle> Generics => Patchable.GenericIn(_woven.Assembly).Where(handle => handle.IsOfCalls);

    private string[] Run() => (string[])_woven.Call("Shapes.All")!;
}
