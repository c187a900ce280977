using System.Reflection;
using Hotpatch.Fody.Metadata;
using Hotpatch.Routers;
using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Routers;

/// <summary>The router of every patchable method of the fixture, in typical instantiations of generic ones.</summary>
public class EveryRouterTests(string configuration) : WovenFixtureTests(configuration)
{
    private IEnumerable<PatchHandle> Handles
    {
        get
        {
            var typical = new TypicalInstantiation(Fixture.Assembly);
            return Patchable.In(Fixture.Assembly)
                .Concat(Patchable.GenericIn(Fixture.Assembly).Where(handle => typical.Of(handle.Method) is not null).Select(handle => handle.For(typical.Of(handle.Method)!)));
        }
    }

    [Test]
    public void Exists_and_binds()
    {
        foreach (var handle in Handles)
        {
            var router = handle.Routers.TryCreate();
            Assert.That(router, Is.Not.Null, handle.Name);
            var bound = router!.Bind(handle.DelegateType, new PickingPlan((Action)(() => { })));
            Assert.That(bound, Is.InstanceOf(handle.DelegateType), handle.Name);
            Assert.That(handle.Routers.TryCreate(), Is.Not.SameAs(router), "a router serves one plan");
        }
    }

    [Test]
    public void Passes_what_the_runtime_expects()
    {
        using var module = ModuleDefinition.ReadModule(Fixture.Path, new ReaderParameters { AssemblyResolver = ReferenceList.OfFixture(Configuration) });
        var withoutObjects = 0;
        foreach (var handle in Handles)
        {
            var signature = MethodSignature.Of((MethodDefinition)module.LookupToken(handle.Method.MetadataToken));
            var invoke = handle.DelegateType.GetMethod("Invoke")!;
            var passed = Enumerable.Range(0, signature.Arguments.Count).Where(place => signature.PassedTypes[place] is not null).ToArray();
            Assert.That(PassableParameters.Of(invoke), Is.EqualTo(passed), handle.Name);
            Assert.That(PassableParameters.HasObjectResult(invoke), Is.EqualTo(signature.CanResultBeObject), handle.Name);
            withoutObjects += passed.Length < signature.Arguments.Count ? 1 : 0;
        }

        Assert.That(withoutObjects, Is.GreaterThan(5));
    }

    [TestCase("Box`1.TryGet", new[] { typeof(int) })]
    [TestCase("Box`1.TryGet", new[] { typeof(string) })]
    public void Generic_types(string method, Type[] arguments)
    {
        var handle = Generic(method).For(arguments);
        var box = Activator.CreateInstance(Fixture.Type("Box`1").MakeGenericType(arguments), arguments[0] == typeof(int) ? 7 : "seven")!;
        var recording = Record(handle);
        object?[] result = [null];
        Assert.That(box.GetType().GetMethod("TryGet")!.Invoke(box, result), Is.True);
        Assert.That(result[0], Is.EqualTo(arguments[0] == typeof(int) ? 7 : "seven"));
        Assert.That(recording.Arguments[0], Has.Length.EqualTo(2).And.Member(box));
    }

    [Test]
    public void Generic_structs()
    {
        var type = Fixture.Type("Pair`2").MakeGenericType(typeof(string), typeof(int));
        var recording = Record(Generic("Pair`2.Set").For(typeof(string), typeof(int)));
        var pair = Activator.CreateInstance(type, "one", 2)!;
        type.GetMethod("Set")!.Invoke(pair, ["changed"]);
        Assert.That(type.GetField("First")!.GetValue(pair), Is.EqualTo("changed"));
        Assert.That(recording.Arguments[0][1], Is.EqualTo("changed"));
    }

    [TestCase(1, 2)]
    [TestCase("one", "two")]
    public void Generic_methods(object left, object right)
    {
        var method = Fixture.Type("GenericMethods").GetMethod("Swap")!.MakeGenericMethod(left.GetType());
        var recording = Record(Generic("GenericMethods.Swap").For(left.GetType()));
        object[] arguments = [left, right];
        method.Invoke(null, arguments);
        Assert.That(arguments, Is.EqualTo(new[] { right, left }));
        Assert.That(recording.Arguments[0], Is.EqualTo(new[] { left, right }));
    }

    private static RecordingPlan Record(PatchHandle handle)
    {
        var recording = new RecordingPlan(handle.Original!);
        handle.Patch(handle.Routers.TryCreate()!.Bind(handle.DelegateType, recording));
        return recording;
    }

    private GenericPatchHandle Generic(string method)
        => Patchable.GenericIn(Fixture.Assembly).Single(handle => handle.Name.StartsWith($"Fixtures.{method}", StringComparison.Ordinal));
}
