using System.Diagnostics;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Symbols;

/// <summary>What stack traces of woven code show: the line of the source, and no stub.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class StackTraceTests(string configuration)
{
    private readonly LoadedAssembly _fixture = LoadedAssembly.WovenFixture(configuration);

    private int LineOfThrow => (int)_fixture.Type("Debugging").GetField("LineOfThrow")!.GetValue(null)!;

    [Test]
    public void An_exception_in_an_original_has_the_line_of_its_source()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => _fixture.Call("Debugging.ThrowHere", "x"));
        var frame = new StackTrace(exception!, fNeedFileInfo: true).GetFrame(0)!;
        Assert.Multiple(() =>
        {
            Assert.That(frame.GetMethod()!.Name, Is.EqualTo("ThrowHere_Original"));
            Assert.That(Path.GetFileName(frame.GetFileName()), Is.EqualTo("Debugging.cs"));
            Assert.That(frame.GetFileLineNumber(), Is.EqualTo(LineOfThrow));
        });
    }

    [Test]
    public void The_stub_is_hidden()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => _fixture.Call("Debugging.ThrowHere", "x"));
        var stub = _fixture.Type("Debugging").GetMethod("ThrowHere")!;
        Assert.Multiple(() =>
        {
            Assert.That(exception!.StackTrace, Does.Contain("Debugging.ThrowHere_Original(String message)"));
            Assert.That(exception.StackTrace, Does.Not.Contain("at Fixtures.Debugging.ThrowHere("));
            Assert.That(stub.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false), Is.True);
            Assert.That(stub.IsDefined(typeof(DebuggerStepThroughAttribute), inherit: false), Is.True);
        });
    }

    [Test]
    public async Task An_async_method_keeps_its_name_and_lines()
    {
        var task = (Task<int>)LoadedAssembly.CallOn(_fixture.New("Debugging"), "AsyncThrow", 1)!;
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => task);
        Assert.Multiple(() =>
        {
            Assert.That(exception!.Message, Is.EqualTo("async1"));
            Assert.That(exception.StackTrace, Does.Contain("Fixtures.Debugging.AsyncThrow(Int32 value)"));
            Assert.That(exception.StackTrace, Does.Contain($"Debugging.cs:line {LineOfThrow}"));
        });
    }
}
