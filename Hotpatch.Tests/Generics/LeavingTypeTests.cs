using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Generics;

/// <summary>Types of a plug-in as type arguments of the program's generic methods: handles keep none of them in memory.</summary>
public class LeavingTypeTests
{
    private readonly LoadedAssembly _program = WovenSource.Load(
        """
        namespace Fixtures;
        public static class Echoes { [Hotpatch.Patchable] public static T Echo<T>(T value) => value; }
        public class Holder<T> { [Hotpatch.Patchable] public static int Get() => 1; }
        """,
        "Release");

    [Test]
    public void Plug_in_goes_that_was_called_while_another_instantiation_was_patched()
    {
        var echo = Patchable.ForAll(_program.Type("Echoes"), "Echo");
        using var folder = new TempFolder();
        var path = Compiled.ToFolder(folder.FullName, "public class Plugged { }");
        echo.For<Func<int, int>>(typeof(int)).Patch(value => value + 1);
        try
        {
            var contexts = Enumerable.Range(0, 5).Select(_ => CallAndUnload(path)).ToArray();
            Assert.That(Garbage.Goes(() => !contexts.Any(context => context.IsAlive)), Is.True);
            Assert.That(echo.Instantiations.Select(handle => handle.Method.GetGenericArguments()[0]), Is.EqualTo(new[] { typeof(int) }));
        }
        finally
        {
            echo.For(typeof(int)).Restore();
        }
    }

    [Test]
    public void Plug_in_goes_whose_calls_are_observed_intercepted_and_patched_in_a_flow()
    {
        var echo = Patchable.ForAll(_program.Type("Echoes"), "Echo");
        using var folder = new TempFolder();
        var path = Compiled.ToFolder(folder.FullName, "public class Plugged { }");
        var observed = 0;
        using var observers = Patchable.In(_program.Assembly).Observe(_ => observed++, ObserveOptions.CountOnly);
        using var interceptors = Patchable.In(_program.Assembly).Intercept(call => call.Proceed());
        using var flow = echo.PatchFlow((handle, _) => handle.Original);
        var contexts = Enumerable.Range(0, 5).Select(_ => CallAndUnload(path)).ToArray();
        Assert.That(observed, Is.EqualTo(5));
        Assert.That(Garbage.Goes(() => !contexts.Any(context => context.IsAlive)), Is.True);
    }

    [Test]
    public void Handles_of_types_that_have_begun_to_leave_are_found_again()
    {
        using var folder = new TempFolder();
        var context = new AssemblyLoadContext("leaving", isCollectible: true);
        var plugged = context.LoadFromAssemblyPath(Compiled.ToFolder(folder.FullName, "public class Plugged { }")).GetType("Plugged", throwOnError: true)!;
        var holder = _program.Type("Holder`1");
        var closed = holder.MakeGenericType(plugged);
        var all = Patchable.ForAll(holder, "Get");
        Patchable.For<Func<int>>(holder.MakeGenericType(typeof(int)), "Get").Patch(() => 2);
        try
        {
            Assert.That(Get(closed), Is.EqualTo(1));
            context.Unload();

            Assert.That(all.Instantiations.Select(handle => handle.Method.DeclaringType), Has.None.EqualTo(closed));
            var again = Patchable.For<Func<int>>(closed, "Get");
            Assert.That(Patchable.For<Func<int>>(closed, "Get"), Is.SameAs(again));
            again.Patch(() => 3);
            Assert.That(Get(closed), Is.EqualTo(3));
            again.Restore();
            all.Patch((_, types) => types[0] == plugged ? (Func<int>)(() => 4) : null);
            Assert.That(Get(closed), Is.EqualTo(4));
        }
        finally
        {
            all.Restore();
            Patchable.For<Func<int>>(holder.MakeGenericType(typeof(int)), "Get").Restore();
        }
    }

    private static int Get(Type closed) => (int)closed.GetMethod("Get")!.Invoke(null, [])!;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference CallAndUnload(string path)
    {
        var context = new AssemblyLoadContext("plug-in", isCollectible: true);
        var plugged = context.LoadFromAssemblyPath(path).GetType("Plugged", throwOnError: true)!;
        var value = Activator.CreateInstance(plugged);
        var echo = _program.Type("Echoes").GetMethod("Echo")!.MakeGenericMethod(plugged);
        Assert.That(echo.Invoke(null, BindingFlags.Default, binder: null, [value], culture: null), Is.SameAs(value));
        context.Unload();
        return new WeakReference(context);
    }
}
