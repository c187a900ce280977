using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Calls;

/// <summary>Delegates of method groups: which go through call stubs, and which stay as they are, since code may look at their methods.</summary>
public sealed class MethodGroupTests : IDisposable
{
    private const string Library =
        """
        namespace Lib
        {
            public sealed class PolicyAttribute : System.Attribute { }
            public sealed class FromAttribute : System.Attribute { }

            public class Endpoints
            {
                [Policy] public static string Secret(string text) => "secret " + text;
                public static string Bound([From] string text) => "bound " + text;
                [return: From] public static string Returned(string text) => "returned " + text;
                [System.Obsolete, System.Diagnostics.DebuggerStepThrough] public static string Plain(string text) => "plain " + text;
                public string Instance(string text) => "instance " + text;
                public virtual string Virtual() => "base";
            }

            public static class Reader
            {
                public static string Read(int first, System.Delegate handler, int last) => Name(handler);
                public static string ReadObject(object handler) => Name(handler);
                private static string Name(object handler) => ((System.Delegate)handler).Method.DeclaringType!.Name;
            }
        }
        """;

    private const string Source =
        """
        #pragma warning disable CS0612
        using System;
        using Lib;

        public class Derived : Endpoints
        {
            public override string Virtual() => "derived";
            public Func<string> OfBase() => base.Virtual;
            public Func<string> OfThis() => Virtual;
        }

        public static class Calls
        {
            private static Delegate s_field;
            public static string Secret() => Of(Endpoints.Secret);
            public static string Bound() => Of(Endpoints.Bound);
            public static string Returned() => Of(Endpoints.Returned);
            public static string Plain() => Of(Endpoints.Plain);
            public static string Instance() => Of(new Endpoints().Instance);
            public static string Passed() => Reader.Read(1, (Func<string, string>)Endpoints.Plain, 2);
            public static string PassedBound() => Reader.Read(1, (Func<string, string>)new Endpoints().Instance, 2);
            public static string PassedNatural() => Reader.Read(1, Endpoints.Plain, 2);
            public static string AsObject() => Reader.ReadObject((Func<string, string>)Endpoints.Plain);
            public static string InField() { s_field = (Func<string, string>)Endpoints.Plain; return Reader.ReadObject(s_field); }
            public static string Result() => Reader.ReadObject(Make());
            public static string Typed() => Name(Endpoints.Plain);
            public static string OfBase() => new Derived().OfBase()();
            public static string OfThis() => new Derived().OfThis()();
            public static string ForHotpatch()
            {
                try { return Hotpatch.Patchable.For<Func<string, string>>(Endpoints.Plain).Name; }
                catch (Hotpatch.PatchException exception) { return exception.GetType().Name; }
            }
            private static Delegate Make() => (Func<string, string>)Endpoints.Plain;
            private static string Of(Func<string, string> call) => call("text");
            private static string Name(Func<string, string> call) => call.Method.DeclaringType!.Name;
        }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase(Microsoft.CodeAnalysis.OptimizationLevel.Debug)]
    [TestCase(Microsoft.CodeAnalysis.OptimizationLevel.Release)]
    public void Delegates(Microsoft.CodeAnalysis.OptimizationLevel level)
    {
        var fixture = ReferenceList.OfFixture("Release");
        var library = Compiled.ToFolder(_folder.PathOf(level + "library"), Library, "Lib", fixture);
        var references = fixture.With(library);
        var plain = Compiled.ToFolder(_folder.PathOf(level + "plain"), Source, references: references, optimization: level);
        var run = WeaverRun.Execute(plain, _folder.PathOf(level + "woven", "Snippet.dll"), references, "<Hotpatch Calls='Lib.Endpoints'/>");
        Assert.That(run.Errors, Is.Empty);
        var woven = LoadedAssembly.Load(run.Output);
        woven.LoadBeside(library);

        foreach (var handle in Patchable.In(woven.Assembly).Where(handle => handle.DelegateType == typeof(Func<string, string>)))
            handle.Patch((Func<string, string>)(text => "patched"));

        Assert.Multiple(() =>
        {
            Returns("Secret", "secret text");
            Returns("Bound", "bound text");
            Returns("Returned", "returned text");
            Returns("Plain", "patched");
            Returns("Instance", "instance text");
            Returns("Passed", "Endpoints");
            Returns("PassedBound", "Endpoints");
            Returns("PassedNatural", "Endpoints");
            Returns("AsObject", "Endpoints");
            Returns("InField", "Endpoints");
            Returns("Result", "Endpoints");
            Returns("Typed", "EndpointsCalls");
            Returns("OfBase", "base");
            Returns("OfThis", "derived");
            Returns("ForHotpatch", nameof(NotWovenException));
        });
        Assert.That(Patchable.In(woven.Assembly).Select(handle => handle.Method.Name), Is.EquivalentTo(new[] { "Plain", "Instance", "Virtual", ".ctor" }));

        void Returns(string method, string expected)
            => Assert.That(woven.Assembly.GetType("Calls")!.GetMethod(method)!.Invoke(null, null), Is.EqualTo(expected), method);
    }
}
