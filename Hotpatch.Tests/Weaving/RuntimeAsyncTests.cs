using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Weaving;

/// <summary>Methods that the runtime itself makes asynchronous: their code returns what their task is to give.</summary>
public class RuntimeAsyncTests
{
    private const MethodImplAttributes Async = (MethodImplAttributes)0x2000;

    [Test]
    public void The_original_is_one_but_the_stub_returns_a_task()
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(
            folder.PathOf("plain"), "public class C { [Hotpatch.Patchable] public System.Threading.Tasks.Task<int>? M() => null; }");
        using var references = ReferenceList.OfFixture("Debug");
        using var module = ModuleDefinition.ReadModule(plain, new ReaderParameters { AssemblyResolver = references });
        var methods = module.GetType("C").Methods;
        methods[0].ImplAttributes |= Async;

        Assert.That(WeaverRun.Execute(module, references).Errors, Is.Empty);
        Assert.That(methods.Single(method => method.Name == "M").ImplAttributes & Async, Is.EqualTo(default(MethodImplAttributes)));
        Assert.That(methods.Single(method => method.Name == "M_Original").ImplAttributes & Async, Is.EqualTo(Async));
    }
}
