using Hotpatch.Tests.Support;
using Mono.Cecil;

namespace Hotpatch.Tests.Weaving;

/// <summary>Required and optional modifiers, which C++/CLI and others write, wherever a type may have one.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public unsafe class ModifierTests(string configuration)
{
    private const string Source =
        """
        using System.Collections.Generic;
        using Hotpatch;
        namespace Fixtures;
        public class Modified
        {
            [Patchable] public static int Plain(int value) => Fault.Pass(value + 1);
            [Patchable] public static int Required(int value) => Fault.Pass(value + 1);
            [Patchable] public static int Twice(int value) => Fault.Pass(value + 1);
            [Patchable] public int Array(int[] values) => Fault.Pass(values[0] + 1);
            [Patchable] public static int Generic(List<int> values) => Fault.Pass(values[0] + 1);
            [Patchable] public static void Nothing(List<int> values) => values[0] = Fault.Pass(values[0] + 1);
            [Patchable] public static int Reference(ref int value) => value += Fault.Pass(1);
            [Patchable] public static int InReference(ref int value) => value += Fault.Pass(1);
            [Patchable] public static unsafe byte Pointer(byte* value) => Fault.Pass((byte)(*value + 1));
            [Patchable] public static string Overload(int value) => Fault.Pass("plain " + value);
            [Patchable] public static string OverloadModified(int value) => Fault.Pass("modified " + value);
            public static unsafe int CallPointer(byte value) => Pointer(&value);
            public static int CallReference(int value) { var result = Reference(ref value); return result * 1000 + value; }
            public static int CallInReference(int value) { var result = InReference(ref value); return result * 1000 + value; }
            public static string CallOverload(int value) => Overload(value);
            public static string CallOverloadModified(int value) => OverloadModified(value);
        }
        """;

    private delegate byte PointerReplacement(byte* value);

    private LoadedAssembly _fixture = null!;

    [OneTimeSetUp]
    public void Weave() => _fixture = WovenSource.Load(Source + WovenSource.Fault, configuration, Modify);

    [TearDown]
    public void RestoreAll()
    {
        foreach (var handle in Patchable.In(_fixture.Assembly))
            handle.Restore();
    }

    [TestCase("Plain")]
    [TestCase("Required")]
    [TestCase("Twice")]
    public void On_the_type(string method)
        => Check("Modified." + method, () => _fixture.Call("Modified." + method, 1), 2, 9, 9, 1);

    [Test]
    public void On_elements_and_type_arguments()
    {
        var modified = _fixture.New("Modified");
        int[] array = [1];
        List<int> list = [1];
        Check("Modified.Array", () => LoadedAssembly.CallOn(modified, "Array", array), 2, 9, 9, modified, array);
        Check("Modified.Generic", () => _fixture.Call("Modified.Generic", list), 2, 9, 9, list);
        Assert.That(_fixture.Handle("Modified.Generic"), Is.InstanceOf<PatchHandle<Func<List<int>, int>>>());
    }

    [Test]
    public void On_void()
    {
        List<int> list = [1];
        Check(
            "Modified.Nothing",
            () =>
            {
                list[0] = 1;
                _fixture.Call("Modified.Nothing", list);
                return list[0];
            },
            expected: 2, other: null, otherwise: 1, list);
    }

    [TestCase("Reference")]
    [TestCase("InReference")]
    public void On_references_and_what_they_refer_to(string method)
        => Check("Modified." + method, () => _fixture.Call("Modified.Call" + method, 1), 2002, 9, 9001, 1);

    [Test]
    public void On_pointers()
    {
        var handle = _fixture.Handle("Modified.Pointer");
        var original = handle.Original.As<PointerReplacement>();
        Assert.That(_fixture.Call("Modified.CallPointer", (byte)1), Is.EqualTo(2));
        handle.Patch((PointerReplacement)(value => (byte)(original(value) * 10)));
        Assert.That(_fixture.Call("Modified.CallPointer", (byte)1), Is.EqualTo(20));
        handle.Patch((PointerReplacement)(_ => throw new NotSupportedException()));
        Assert.That(() => _fixture.Call("Modified.CallPointer", (byte)1), Throws.InstanceOf<NotSupportedException>());
    }

    [Test]
    public void Overloads_that_differ_in_modifiers_only_have_a_handle_each()
    {
        var handles = Patchable.In(_fixture.Assembly).Where(handle => handle.Method.Name == "Overload").ToArray();
        Assert.That(handles, Has.Length.EqualTo(2));

        foreach (var handle in handles)
        {
            handle.Patch(handle.Original);
            Assert.That(_fixture.Call("Modified.CallOverload", 1), Is.EqualTo("plain 1"));
            Assert.That(_fixture.Call("Modified.CallOverloadModified", 1), Is.EqualTo("modified 1"));
        }

        handles[1].Patch((Func<int, string>)(_ => "patched"));
        Assert.That(_fixture.Call("Modified.CallOverload", 1), Is.EqualTo("plain 1"));
        Assert.That(_fixture.Call("Modified.CallOverloadModified", 1), Is.EqualTo("patched"));
    }

    [Test]
    public void Stub_and_original_keep_them()
    {
        using var module = ModuleDefinition.ReadModule(_fixture.Path);
        var methods = module.GetType("Fixtures.Modified").Methods;
        var originals = methods.Where(method => method.Name.Contains("_Original", StringComparison.Ordinal)).ToArray();
        Assert.That(originals, Has.Length.EqualTo(11));
        Assert.Multiple(() =>
        {
            foreach (var name in new[] { "Plain", "Required", "Twice", "Array", "Generic", "Nothing", "Reference", "InReference", "Pointer" })
            {
                var stub = Signature(methods.Single(method => method.Name == name));
                Assert.That(Signature(methods.Single(method => method.Name == name + "_Original")), Is.EqualTo(stub));
                Assert.That(stub, Does.Contain("IsLong").Or.Contain("InAttribute"), name);
            }
        });

        static string Signature(MethodDefinition method) => $"{method.ReturnType.FullName} {string.Join(",", method.Parameters.Select(p => p.ParameterType.FullName))}";
    }

    private static void Modify(ModuleDefinition module)
    {
        var type = module.GetType("Fixtures.Modified");
        var scope = module.TypeSystem.CoreLibrary;
        var isLong = new TypeReference("System.Runtime.CompilerServices", "IsLong", module, scope);
        var isIn = new TypeReference("System.Runtime.InteropServices", "InAttribute", module, scope);
        var number = module.TypeSystem.Int32;
        var list = (GenericInstanceType)Method("Generic").Parameters[0].ParameterType;

        Set("Plain", Optional(number), Optional(number));
        Set("Required", new RequiredModifierType(isIn, number), new RequiredModifierType(isIn, number));
        Set("Twice", Optional(new RequiredModifierType(isIn, number)), new RequiredModifierType(isIn, Optional(number)));
        Set("Array", number, new ArrayType(Optional(number)));
        Set("Generic", number, new GenericInstanceType(list.ElementType) { GenericArguments = { Optional(number) } });
        Set("Nothing", Optional(module.TypeSystem.Void), list);
        Set("Reference", number, new ByReferenceType(Optional(number)));
        Set("InReference", number, new RequiredModifierType(isIn, new ByReferenceType(number)));
        Set("Pointer", module.TypeSystem.Byte, new PointerType(Optional(module.TypeSystem.Byte)));
        Set("OverloadModified", module.TypeSystem.String, Optional(number));
        Method("OverloadModified").Name = "Overload";

        OptionalModifierType Optional(TypeReference of) => new(isLong, of);

        MethodDefinition Method(string name) => type.Methods.Single(method => method.Name == name);

        void Set(string name, TypeReference result, TypeReference parameter)
        {
            Method(name).ReturnType = result;
            Method(name).Parameters[0].ParameterType = parameter;
        }
    }

    private void Check(string method, Func<object?> call, object? expected, object? other, object? otherwise, params object?[] arguments)
        => new Cycle(_fixture, _fixture.Handle(method)).Check(call, expected, arguments, other, otherwise);
}
