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

    [Test]
    public void Tail_calls_of_FSharp_functions_stay_as_they_are()
    {
        using var folder = new TempFolder();
        using var fixture = ReferenceList.OfFixture("Release");
        var library = Compiled.ToFolder(
            folder.PathOf("library"), "namespace Microsoft.FSharp.Core { public abstract class FSharpFunc<T, U> { public abstract U Invoke(T value); } }", "Functions", fixture);
        using var references = fixture.With(library);
        const string Continuing =
            """
            using Microsoft.FSharp.Core;
            namespace Fixtures;
            public static class Odd
            {
                public static int Last(FSharpFunc<int, int> next) => next.Invoke(1);
                public static int NotLast(FSharpFunc<int, int> next) => next.Invoke(1) + 1;
            }
            """;
        var plain = Compiled.ToFolder(folder.PathOf("plain"), Continuing, references: references, optimization: Microsoft.CodeAnalysis.OptimizationLevel.Release);
        using (var module = ModuleDefinition.ReadModule(plain, new ReaderParameters { AssemblyResolver = references, InMemory = true }))
        {
            InsertTail(module.GetType("Fixtures.Odd"), "Last", OpCodes.Callvirt);
            module.Write(plain);
        }

        var run = WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), references, "<Hotpatch Calls='*'/>");
        Assert.That(run.Infos, Has.Some.StartsWith("Left as it is, it is a tail call of an F# function, which may go on without end: 1 call of Microsoft.FSharp.Core.FSharpFunc`2.Invoke"));
        Assert.That(run.Infos, Has.Some.EqualTo("1 call of 1 method of other assemblies was made patchable."));
        using var woven = ModuleDefinition.ReadModule(run.Output);
        Assert.That(CalledBy("Last"), Is.EqualTo("FSharpFunc`2"));
        Assert.That(CalledBy("NotLast"), Is.EqualTo("FSharpFuncCalls`2"));

        string CalledBy(string method)
            => woven.GetType("Fixtures.Odd").Methods.Single(candidate => candidate.Name == method).Body.Instructions
                .Select(instruction => instruction.Operand).OfType<MethodReference>().Single().DeclaringType.Name;
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
