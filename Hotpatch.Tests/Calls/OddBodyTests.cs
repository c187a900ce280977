using Hotpatch.Tests.Support;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.Calls;

/// <summary>Calls in bodies that the compiler of C# doesn't write: prefixes in any order, tail calls.</summary>
public class OddBodyTests
{
    private const string Source =
        """
        using System;
        using Hotpatch;

        [assembly: PatchableCalls(typeof(IFormattable))]
        [assembly: PatchableCalls(typeof(Math), "Max")]

        namespace Fixtures;

        public static class Odd
        {
            public static string Format<T>(T value) where T : IFormattable => value.ToString("", null);
            public static string FormatOther<T>(T value) where T : IFormattable => value.ToString("", null);
            public static int Largest(int left, int right) => Math.Max(left, right);
        }
        """;

    [Test]
    public void Answer_as_before_and_can_be_patched()
    {
        var woven = WovenSource.Load(Source, "Release", Rewrite);
        Assert.That(Call(woven), Is.EqualTo(new object[] { "5", "6", 9 }));
        var handles = Patchable.In(woven.Assembly);
        using (handles.Single(handle => handle.Method.Name == "ToString").PatchScoped(new Func<IFormattable, string, IFormatProvider, string>((self, format, provider) => self + "!")))
        using (handles.Single(handle => handle.Method.Name == "Max").PatchScoped(new Func<int, int, int>((left, right) => left - right)))
            Assert.That(Call(woven), Is.EqualTo(new object[] { "5!", "6!", -1 }));
    }

    private static object?[] Call(LoadedAssembly woven)
        => [Generic(woven, "Format", 5), Generic(woven, "FormatOther", 6L), woven.Call("Odd.Largest", 8, 9)];

    private static object? Generic<T>(LoadedAssembly woven, string method, T value)
        => woven.Type("Odd").GetMethod(method)!.MakeGenericMethod(typeof(T)).Invoke(null, [value]);

    // A prefix tail. before constrained. and after it, and alone.
    private static void Rewrite(ModuleDefinition module)
    {
        var type = module.GetType("Fixtures.Odd");
        InsertTail(type, "Format", OpCodes.Constrained);
        InsertTail(type, "FormatOther", OpCodes.Callvirt);
        InsertTail(type, "Largest", OpCodes.Call);
    }

    private static void InsertTail(TypeDefinition type, string method, OpCode before)
    {
        var il = type.Methods.Single(candidate => candidate.Name == method).Body.GetILProcessor();
        il.InsertBefore(il.Body.Instructions.Single(instruction => instruction.OpCode == before), il.Create(OpCodes.Tail));
    }
}
