using System.Globalization;
using Hotpatch.Analyzers.Rules.Calls;

namespace Hotpatch.Tests.Analyzers.Calls;

/// <summary>HP0053 and HP0055: types and members that <c>[assembly: PatchableCalls]</c> can't mean.</summary>
[Parallelizable(ParallelScope.Children)]
public class CallTargetTests
{
    private const string Usings = "using System; using System.Collections; using System.Collections.Generic; using System.IO; using Hotpatch;\n";
    private const string Own = "\npublic class Own { public void Run() { } } public class Derived : MemoryStream { }";

    [TestCase("typeof(DateTime), {|HP0053:\"UtcNoon\"|}")]
    [TestCase("typeof(DateTime), \"UtcNow\", {|HP0053:null|}, {|HP0053:\"\"|}")]
    [TestCase("typeof(DateTime), {|HP0053:new[] { \"Nothing\", \"UtcNow\" }|}")]
    [TestCase("{|HP0053:null|}, \"UtcNow\"")]
    [TestCase("typeof(FileStream), {|HP0053:nameof(FileStream.CopyTo)|}")]
    [TestCase("typeof(IList<>), {|HP0053:\"Add\"|}, {|HP0053:\"ToString\"|}")]
    [TestCase("typeof(MemoryStream), {|HP0053:nameof(MemoryStream.Seek)|}")]
    [TestCase("typeof(MemoryStream), {|HP0053:nameof(MemoryStream.Length)|}")]
    [TestCase("{|HP0053:typeof(Own)|}, \"Run\"")]
    [TestCase("{|HP0053:typeof(List<int>)|}, \"Add\"")]
    [TestCase("{|HP0053:typeof(int[])|}, \"Length\"")]
    [TestCase("{|HP0053:typeof(DayOfWeek)|}")]
    public Task Members_that_are_not_there(string arguments) => Check(arguments);

    [TestCase("typeof(TextReader), {|HP0055:\".ctor\"|}")]
    [TestCase("typeof(Action), {|HP0055:\"Constructor\"|}")]
    [TestCase("typeof(string), {|HP0055:nameof(string.Empty)|}")]
    [TestCase("typeof(object), {|HP0055:\"Finalize\"|}, {|HP0055:\"MemberwiseClone\"|}")]
    [TestCase("typeof(Stream), {|HP0055:\"CreateWaitHandle\"|}")]
    [TestCase("typeof(Type), {|HP0055:\"GetTypeFromHandle\"|}, {|HP0055:\"MakeGenericType\"|}")]
    [TestCase("typeof(Environment), {|HP0055:\"StackTrace\"|}")]
    [TestCase("typeof(System.Runtime.CompilerServices.DefaultInterpolatedStringHandler), {|HP0055:\"AppendLiteral\"|}")]
    [TestCase("{|HP0055:typeof(System.Runtime.CompilerServices.Unsafe)|}")]
    [TestCase("{|HP0055:typeof(Hotpatch.PatchHandle)|}")]
    [TestCase("typeof(System.Numerics.INumberBase<>), {|HP0055:\"Parse\"|}")]
    [TestCase("typeof(TypedReference), {|HP0055:\"TargetTypeToken\"|}")]
    [TestCase("{|HP0055:typeof(System.Runtime.CompilerServices.IsVolatile)|}")]
    [TestCase("{|HP0055:typeof(void)|}")]
    [TestCase("{|HP0055:typeof(System.Numerics.INumber<>)|}")]
    [TestCase("typeof(Span<>), \"Slice\", {|HP0055:\"ToString\"|}, {|HP0055:\"GetHashCode\"|}")]
    public Task Calls_that_have_no_stub(string arguments) => Check(arguments);

    [TestCase("typeof(DateTime), nameof(DateTime.UtcNow), \"get_Now\", \"op_Addition\", \".ctor\"")]
    [TestCase("typeof(DateTime)")]
    [TestCase("typeof(List<>), nameof(List<int>.Add), \"Item\", \"Constructor\"")]
    [TestCase("typeof(Dictionary<,>.Enumerator), \"MoveNext\"")]
    [TestCase("typeof(string), \"Chars\", \"Item\"")]
    [TestCase("typeof(AppDomain), nameof(AppDomain.ProcessExit)")]
    [TestCase("typeof(Func<>), \"Invoke\"")]
    [TestCase("typeof(object), nameof(object.ToString)")]
    [TestCase("typeof(Array), nameof(Array.Length)")]
    [TestCase("typeof(Unknown), \"Run\"")]
    public Task Members_that_are_there(string arguments)
        => arguments.Contains("Unknown", StringComparison.Ordinal) ? Check(arguments.Replace("Unknown", "{|CS0246:Unknown|}", StringComparison.Ordinal)) : Check(arguments);

    [TestCase("typeof(DateTime), \"UtcNoon\"", "HP0053: [assembly: PatchableCalls] names System.DateTime.UtcNoon, but there is no such member. Similar names are UtcNow.")]
    [TestCase("typeof(FileStream), \"Close\"", "HP0053: [assembly: PatchableCalls] names System.IO.FileStream.Close, but System.IO.Stream declares it. Write [assembly: PatchableCalls(typeof(System.IO.Stream), \"Close\")].")]
    [TestCase("typeof(MemoryStream), \"Length\"", "HP0053: [assembly: PatchableCalls] names System.IO.MemoryStream.Length, but it overrides System.IO.Stream.Length, which the compiler calls instead. Write [assembly: PatchableCalls(typeof(System.IO.Stream), \"Length\")].")]
    [TestCase("typeof(Own)", "HP0053: [assembly: PatchableCalls] names Own, but this project declares it. Mark its methods with [Patchable].")]
    [TestCase("typeof(List<int>)", "HP0053: [assembly: PatchableCalls] names System.Collections.Generic.List<int>, but calls to all instantiations are meant. Write typeof(System.Collections.Generic.List<>).")]
    [TestCase("typeof(int?)", "HP0053: [assembly: PatchableCalls] names int?, but calls to all instantiations are meant. Write typeof(System.Nullable<>).")]
    [TestCase("typeof(Span<>), \"ToString\"", "HP0055: Calls of System.Span<>.ToString can't be patchable: it overrides a method of a base type, and a call of that on a ref struct has no call stub. Mark a method of your own that makes the call with [Patchable].")]
    [TestCase("typeof(List<>), \"Ad\"", "HP0053: [assembly: PatchableCalls] names System.Collections.Generic.List<>.Ad, but there is no such member. Similar names are Add.")]
    [TestCase("typeof(Type), \"MakeGenericType\"", "HP0055: Calls of System.Type.MakeGenericType can't be patchable: the trimmer and NativeAOT read the arguments of its calls to learn what the program needs. Mark the method that makes the call with [Patchable].")]
    [TestCase("typeof(TextReader), \".ctor\"", "HP0055: Calls of System.IO.TextReader..ctor can't be patchable: only constructors of derived types call the constructor of an abstract type. Name a derived type.")]
    public async Task Tells_why(string arguments, string expected)
    {
        var found = await Diagnostics.Of<CallTargetAnalyzer>($"{Usings}[assembly: PatchableCalls({arguments})]{Own}");
        Assert.That(found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"), Is.EqualTo(new[] { expected }));
    }

    private static Task Check(string arguments) => AnalyzerRun<CallTargetAnalyzer>.Check($"{Usings}[assembly: PatchableCalls({arguments})]{Own}");
}
