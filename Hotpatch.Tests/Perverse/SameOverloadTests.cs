using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Perverse;

/// <summary>Methods that only the names of type parameters tell apart, which the runtime does not know, or only how a function pointer is called.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class SameOverloadTests(string configuration)
{
    private const string Source =
        """
        using System.Collections.Generic;
        using Hotpatch;
        namespace Fixtures;
        public interface IKind<T> { string Of<TItem>(TItem item, List<TItem> items); }
        [Patchable] public class Kinds<T> : IKind<int>, IKind<string>
        {
            string IKind<int>.Of<TLeft>(TLeft item, List<TLeft> items) => "int " + item + typeof(T).Name;
            string IKind<string>.Of<TRight>(TRight item, List<TRight> items) => "string " + item + typeof(T).Name;
        }
        public static class Use
        {
            public static string Int() => ((IKind<int>)new Kinds<object>()).Of("a", new());
            public static string Text() => ((IKind<string>)new Kinds<object>()).Of("a", new());
        }
        """;

    private const string Pointers =
        """
        using Hotpatch;
        [assembly: Patchable]
        public static unsafe class Pointers
        {
            public static int Take(delegate*<long, long> pointer) => 1;
            public static int Take(delegate* unmanaged<long, long> pointer) => 2;
        }
        """;

    [Test]
    public void Explicit_implementations_of_one_generic_interface_have_an_original_each()
    {
        var fixture = WovenSource.Load(Source, configuration);
        Assert.That(fixture.Call("Use.Int"), Is.EqualTo("int aObject"));
        Assert.That(fixture.Call("Use.Text"), Is.EqualTo("string aObject"));

        foreach (var handle in Patchable.GenericIn(fixture.Assembly))
            handle.Patch((instantiation, _) => instantiation.Original);

        Assert.That(fixture.Call("Use.Int"), Is.EqualTo("int aObject"));
        Assert.That(fixture.Call("Use.Text"), Is.EqualTo("string aObject"));
    }

    [Test]
    public void Declared_handles_are_those_of_the_method_with_that_calling_convention()
    {
        using var folder = new TempFolder();
        var run = HandlesByName.GeneratorRun.Of(Pointers).Weave(folder);
        Assert.That(run.Errors, Is.Empty);

        using var module = ModuleDefinition.ReadModule(run.Output);
        foreach (var stub in module.GetType("Pointers").Methods.Where(method => method.Name == "Take"))
        {
            var invoke = stub.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>().Single(called => called.Name == "Invoke");
            Assert.That(Convention(invoke), Is.EqualTo(Convention(stub)));
        }

        static MethodCallingConvention Convention(MethodReference method) => ((FunctionPointerType)method.Parameters[0].ParameterType).CallingConvention;
    }
}
