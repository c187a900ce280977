using System.Reflection;
using Hotpatch.Tests.Properties.Signatures;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Properties;

/// <summary>
/// Random methods do woven what they did plain: the same results, written references and exceptions, also when a replacement passes the
/// call on to the original, which gets the same arguments.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class SignatureTests
{
    private const int MethodsOfABatch = 40;
    private const int Batches = 24;
    private static readonly ReferenceList References = ReferenceList.OfFixture("Debug");
    private static readonly int[] Numbers = [0, 5, 123];

    [OneTimeTearDown]
    public void CleanUp() => References.Dispose();

    [Test]
    public void Random_signatures()
        => Seed.Check(SignatureGenerator.BatchOf(MethodsOfABatch), batch => batch.Smaller(), Batches, Check);

    [Test]
    public void Calls_of_random_signatures()
        => Seed.Check(SignatureGenerator.BatchOf(MethodsOfABatch), batch => batch.Smaller(), Batches, CheckCalls);

    private static void CheckCalls(Batch batch)
    {
        using var folder = new TempFolder();
        var level = batch.IsOptimized ? OptimizationLevel.Release : OptimizationLevel.Debug;
        var library = Compiled.ToFolder(folder.PathOf("library"), BatchSource.Library(batch), "Library", References, optimization: level);
        var references = References.With(library);
        var plainPath = Compiled.ToFolder(folder.PathOf("plain"), BatchSource.Callers(batch), references: references, optimization: level);
        var wovenPath = folder.PathOf("woven", "Snippet.dll");
        var run = WeaverRun.Execute(plainPath, wovenPath, references, "<Hotpatch Calls='C Instance Struct ReadonlyStruct RefStruct Interface Generic GenericStruct'/>");
        Require(run.Errors.Count == 0, string.Join('\n', run.Errors));
        var plain = LoadedAssembly.Load(plainPath);
        plain.LoadBeside(library);
        var woven = LoadedAssembly.Load(wovenPath);
        var wovenLibrary = woven.LoadBeside(library);
        var handles = Patchable.In(woven.Assembly).Where(handle => handle.Method.Name[0] == 'M').ToDictionary(handle => handle.Method.Name);
        var generic = Patchable.GenericIn(woven.Assembly).Where(handle => handle.Method.Name[0] == 'M').ToDictionary(handle => handle.Method.Name);
        Require(handles.Count + generic.Count == batch.Methods.Count, $"{handles.Count} and {generic.Count} of {batch.Methods.Count} methods have handles of their calls");

        for (var index = 0; index < batch.Methods.Count; index++)
        {
            var handle = batch.Methods[index].IsGeneric ? generic[$"M{index}"].For(ItemOf(woven.Assembly, index)) : handles[$"M{index}"];
            Check(new Callers(plain.Assembly, plain.Assembly), new Callers(woven.Assembly, wovenLibrary), handle, index);
        }

        StructuralChecks.Pass(wovenPath, plainPath, references, library);
    }

    private static void Check(Batch batch)
    {
        using var folder = new TempFolder();
        var plainPath = Compiled.ToFolder(
            folder.PathOf("plain"),
            BatchSource.Whole(batch),
            references: References,
            optimization: batch.IsOptimized ? OptimizationLevel.Release : OptimizationLevel.Debug);
        var run = WeaverRun.Succeed(plainPath, folder.PathOf("woven", "Snippet.dll"), References);
        var plain = LoadedAssembly.Load(plainPath).Assembly;
        var woven = LoadedAssembly.Load(run.Output).Assembly;
        var handles = Patchable.In(woven).ToDictionary(handle => handle.Method.Name);
        var generic = Patchable.GenericIn(woven).ToDictionary(handle => handle.Method.Name);
        Require(handles.Count + generic.Count == batch.Methods.Count, $"{handles.Count} and {generic.Count} of {batch.Methods.Count} methods have handles");

        for (var index = 0; index < batch.Methods.Count; index++)
        {
            // The one that is checked among others of the same method, some of which share its code.
            var all = batch.Methods[index].IsGeneric ? generic[$"M{index}"] : null;
            var handle = all?.For(ItemOf(woven, index)) ?? handles[$"M{index}"];
            var others = all is null ? [] : new[] { all.For(typeof(Version)), all.For(typeof(byte)) };
            Check(new Callers(plain, plain), new Callers(woven, woven), handle, index);
            Require(others.All(other => !other.IsPatched), $"{handle.Name}: another instantiation was patched");
        }

        StructuralChecks.Pass(run.Output, plainPath, References);
    }

    private static void Check(Callers plain, Callers woven, PatchHandle handle, int index)
    {
        var expected = Numbers.Select(Caller(plain, index)).ToArray();
        var call = Caller(woven, index);
        Same(expected, Numbers.Select(call), $"{handle.Name} unpatched");

        handle.Patch(Replacement(woven, handle, index));
        var takeSeen = woven.Library.GetType("V")!.GetMethod("TakeSeen")!.CreateDelegate<Func<string>>();
        for (var i = 0; i < Numbers.Length; i++)
        {
            Same([expected[i]], [call(Numbers[i])], $"{handle.Name} patched");
            Same([expected[i].Split('\u001f')[0]], [takeSeen()], $"the arguments of {handle.Name}");
        }

        handle.Restore();
        Same(expected, Numbers.Select(call), $"{handle.Name} restored");
        Same([string.Empty], [takeSeen()], $"{handle.Name} restored calls the replacement");
    }

    private static Type ItemOf(Assembly woven, int index) => (Type)new Callers(woven, woven).Type.GetField($"Item{index}")!.GetValue(null)!;

    private static Func<int, string> Caller(Callers callers, int index) => callers.Type.GetMethod($"Run{index}")!.CreateDelegate<Func<int, string>>();

    /// <summary>The replacement of the source, after it was told the original.</summary>
    private static Delegate Replacement(Callers woven, PatchHandle handle, int index)
    {
        var type = woven.Type;
        var delegateType = type.GetNestedType($"D{index}")!;
        type.GetField($"Original{index}")!.SetValue(null, Delegate.CreateDelegate(delegateType, handle.Original, "Invoke"));
        return type.GetMethod($"Replacement{index}")!.CreateDelegate(delegateType);
    }

    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual, string what)
    {
        var wanted = string.Join('\n', expected);
        var found = string.Join('\n', actual);
        Require(wanted == found, $"{what}: {wanted} was expected, but {found} was found");
    }

    private static void Require(bool condition, string complaint)
    {
        if (!condition)
            throw new InvalidOperationException(complaint);
    }

    /// <summary>The assembly with the callers, and the one with <c>V</c>.</summary>
    private sealed record Callers(Assembly Assembly, Assembly Library)
    {
        public Type Type => Assembly.GetType("Callers") ?? Assembly.GetType("C")!;
    }
}
