using System.Diagnostics;
using System.Reflection;
using System.Security;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Attributes and flags of methods keep their meaning: those of the body, those of the call.</summary>
public class FlagTests(string configuration) : KindTests(configuration)
{
    private readonly bool _isDebug = configuration == "Debug";

    [TestCase("NotInlined", MethodImplAttributes.NoInlining, false)]
    [TestCase("NotOptimised", MethodImplAttributes.NoOptimization, false)]
    [TestCase("Optimised", MethodImplAttributes.AggressiveOptimization, false)]
    [TestCase("Inlined", MethodImplAttributes.AggressiveInlining, true)]
    public void Inlining_and_optimisation(string method, MethodImplAttributes flag, bool isOfTheCallToo)
    {
        var handle = Handle("Flags." + method);
        Assert.Multiple(() =>
        {
            Assert.That(handle.Original.Method.MethodImplementationFlags, Is.EqualTo(flag));
            Assert.That(handle.Method.MethodImplementationFlags.HasFlag(flag), Is.EqualTo(isOfTheCallToo));
        });
        Check("Flags." + method, () => Fixture.Call("Flags." + method, 1), 2, 9, 1);
    }

    [Test]
    public void A_synchronized_body_holds_its_lock()
    {
        var flags = Fixture.New("Flags");
        Func<bool> isFree = () => IsFreeForOthers(flags);
        Check("Flags.Locked", () => LoadedAssembly.CallOn(flags, "Locked", isFree), false, true, flags, isFree);

        isFree = () => IsFreeForOthers(Fixture.Type("Flags"));
        Check("Flags.TypeLocked", () => Fixture.Call("Flags.TypeLocked", isFree), false, true, isFree);
    }

    [Test]
    public void A_replacement_does_not_hold_the_lock_of_a_synchronized_body()
    {
        var flags = Fixture.New("Flags");
        Handle("Flags.Locked").Patch((Func<object, Func<bool>, bool>)((_, isFree) => isFree()));
        Handle("Flags.TypeLocked").Patch((Func<Func<bool>, bool>)(isFree => isFree()));
        Assert.Multiple(() =>
        {
            Assert.That(LoadedAssembly.CallOn(flags, "Locked", () => IsFreeForOthers(flags)), Is.True);
            Assert.That(Fixture.Call("Flags.TypeLocked", () => IsFreeForOthers(Fixture.Type("Flags"))), Is.True);
        });
    }

    [Test]
    public void Skipped_initialisation_and_memory_on_the_stack()
    {
        var handle = Handle("Flags.OnStack");
        Assert.That(handle.Original.Method.GetMethodBody()!.InitLocals, Is.False);
        Check("Flags.OnStack", () => Fixture.Call("Flags.OnStack", 1), 2, 9, 1);
    }

    [Test]
    public void Conditional_calls_are_left_out_where_they_were()
    {
        var handle = Handle("Flags.Note");
        Assert.That(handle.Method.GetCustomAttribute<ConditionalAttribute>()?.ConditionString, Is.EqualTo("DEBUG"));
        if (_isDebug)
        {
            CheckEffect("Flags.Note", () => Fixture.Call("Flags.CallNote", "a"), 1, other: null, 0, "a");
            return;
        }

        // Release compiles no call, so that there is none to see the patch; a call by hand sees it.
        handle.Patch((Action<string>)(_ => throw new NotSupportedException()));
        Assert.That(Fixture.Call("Flags.CallNote", "a"), Is.Zero);
        Assert.That(() => Fixture.Call("Flags.Note", "a"), Throws.InstanceOf<NotSupportedException>());
    }

    [Test]
    public void What_the_compiler_tells_of_the_caller()
    {
        var handle = Handle("Flags.Caller");
        var seen = Array.Empty<object?>();
        Assert.That(Fixture.Call("Flags.CallCaller", 1), Is.EqualTo("CallCaller/True/number + 1"));

        handle.Patch((Func<int, string?, int, string?, string>)((value, member, line, expression) =>
        {
            seen = [value, member, expression];
            return "other";
        }));
        Assert.That(Fixture.Call("Flags.CallCaller", 1), Is.EqualTo("other"));
        Assert.That(seen, Is.EqualTo(new object[] { 2, "CallCaller", "number + 1" }));
    }

    [Test]
    public void Security_attributes_are_of_both()
    {
        var handle = Handle("Flags.Secure");
        MethodBase[] methods = [handle.Method, handle.Original.Method];
        Assert.Multiple(() =>
        {
            Assert.That(methods.Select(method => method.IsDefined(typeof(SecuritySafeCriticalAttribute))), Is.All.True);
            Assert.That(methods.Select(method => method.IsDefined(typeof(SuppressUnmanagedCodeSecurityAttribute))), Is.All.True);
        });
        Check("Flags.Secure", () => Fixture.Call("Flags.Secure", 1), 2, 9, 1);
    }

    /// <summary>Whether another thread could take the lock now.</summary>
    private static bool IsFreeForOthers(object lockObject)
    {
        var isFree = false;
        var thread = new Thread(() =>
        {
            isFree = Monitor.TryEnter(lockObject);
            if (isFree)
                Monitor.Exit(lockObject);
        });
        thread.Start();
        thread.Join();
        return isFree;
    }
}
