using System.Reflection;
using System.Reflection.Emit;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Perverse;

/// <summary>An assembly that no compiler has written, but System.Reflection.Emit: it names the implementation's assemblies, not the reference ones.</summary>
public class EmittedAssemblyTests
{
    [Test]
    public void Is_woven_and_patched()
    {
        using var folder = new TempFolder();
        var plain = folder.PathOf("Emitted.dll");
        Emit().Save(plain);

        using var references = ReferenceList.OfFixture("Release");
        var woven = WeaverRun.Succeed(plain, folder.PathOf("woven", "Emitted.dll"), references).Output;
        StructuralChecks.Pass(woven, plain, references);
        var fixture = LoadedAssembly.Load(woven);
        var add = Patchable.For<Func<int, int, int>>(fixture.Type("Emitted"), "Add");
        var read = fixture.Handle("Emitted.Read");

        Assert.That(fixture.Call("Emitted.Add", 2, 3), Is.EqualTo(5));
        using (add.PatchScoped((a, b) => add.Original(a, b) * 10))
            Assert.That(fixture.Call("Emitted.Add", 2, 3), Is.EqualTo(50));

        object?[] arguments = ["four", 0];
        read.Patch((string text, out int value) => { value = text.Length; });
        fixture.Type("Emitted").GetMethod("Read")!.Invoke(null, arguments);
        Assert.That(arguments[1], Is.EqualTo(4));
    }

    // public static class Emitted
    // {
    //     [Patchable] public static int Add(int a, int b) => a + b;
    //     [Patchable] public static void Read(string text, out int value) => value = 1;
    // }
    private static PersistedAssemblyBuilder Emit()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Emitted"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Emitted").DefineType("Fixtures.Emitted", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);

        var add = DefinePatchable(type, "Add", typeof(int), typeof(int), typeof(int));
        add.Emit(OpCodes.Ldarg_0);
        add.Emit(OpCodes.Ldarg_1);
        add.Emit(OpCodes.Add);
        add.Emit(OpCodes.Ret);

        var read = DefinePatchable(type, "Read", typeof(void), typeof(string), typeof(int).MakeByRefType());
        read.Emit(OpCodes.Ldarg_1);
        read.Emit(OpCodes.Ldc_I4_1);
        read.Emit(OpCodes.Stind_I4);
        read.Emit(OpCodes.Ret);

        type.CreateType();
        return assembly;
    }

    private static ILGenerator DefinePatchable(TypeBuilder type, string name, Type result, params Type[] parameters)
    {
        var method = type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, result, parameters);
        method.SetCustomAttribute(new CustomAttributeBuilder(typeof(PatchableAttribute).GetConstructor([])!, []));
        return method.GetILGenerator();
    }
}
