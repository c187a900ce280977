using System.Diagnostics;
using Hotpatch.Tests.Support;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Tests.Weaving;

/// <summary>Bodies that other compilers write: tail calls, fault handlers, jumps to other methods, declarative security.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class IlBodyTests(string configuration)
{
    private const string Source =
        """
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using Hotpatch;
        namespace Fixtures;
        public class Bodies
        {
            public static int Faults;
            public static int Originals;

            // Even tail-calls Odd, which tail-calls Even.
            [Patchable] public static bool Even(int value) => false;
            public static bool Odd(int value) => false;

            public static bool Bottom()
            {
                Originals = new StackTrace().GetFrames().Count(frame => frame.GetMethod()!.Name == "Even_Original");
                return Fault.Pass(true);
            }

            [Patchable]
            public static int Guarded(int value)
            {
                try
                {
                    value = Fault.Pass(value + 1);
                }
                finally
                {
                    Faults++;
                }

                return value;
            }

            [Patchable] public int Jumps(int value, string text) => 0;
            public int Target(int value, string text) => Fault.Pass(value + text.Length);

            [Patchable] public static int Secured(int value) => Fault.Pass(value + 1);
        }
        """;

    private static readonly byte[] PermissionSet = [(byte)'.', 0];

    private LoadedAssembly _fixture = null!;

    [OneTimeSetUp]
    public void Weave()
        => _fixture = WovenSource.Load(Source + WovenSource.Fault, configuration, module =>
        {
            var type = module.GetType("Fixtures.Bodies");
            WriteTailCall(Method(type, "Even"), whenZero: Method(type, "Bottom"), otherwise: Method(type, "Odd"));
            WriteTailCall(Method(type, "Odd"), whenZero: null, otherwise: Method(type, "Even"));
            Method(type, "Guarded").Body.ExceptionHandlers.Single().HandlerType = ExceptionHandlerType.Fault;
            WriteJump(Method(type, "Jumps"), Method(type, "Target"));

            var secured = Method(type, "Secured");
            secured.Attributes |= MethodAttributes.HasSecurity;
            secured.SecurityDeclarations.Add(new SecurityDeclaration(SecurityAction.Demand, PermissionSet));
        });

    [TearDown]
    public void RestoreAll()
    {
        foreach (var handle in Patchable.In(_fixture.Assembly))
            handle.Restore();
    }

    [Test]
    public void Tail_calls()
    {
        new Cycle(_fixture, _fixture.Handle("Bodies.Even")).Check(() => _fixture.Call("Bodies.Even", 0), true, [0], false, false);

        // However deep it goes, no frame of the original is left behind. The frames of the stub are.
        Assert.That(_fixture.Call("Bodies.Even", 100), Is.True);
        Assert.That(_fixture.Type("Bodies").GetField("Originals")!.GetValue(null), Is.LessThanOrEqualTo(1));
        Assert.That(_fixture.Call("Bodies.Even", 101), Is.False);

        var calls = 0;
        var original = (Func<int, bool>)_fixture.Handle("Bodies.Even").Original;
        _fixture.Handle("Bodies.Even").Patch((Func<int, bool>)(value =>
        {
            calls++;
            return original(value);
        }));
        Assert.That(_fixture.Call("Bodies.Even", 100), Is.True);
        Assert.That(calls, Is.EqualTo(51), "tail calls see the patch");
    }

    [Test]
    public void Fault_handlers_run_after_exceptions_only()
    {
        var faults = _fixture.Type("Bodies").GetField("Faults")!;
        faults.SetValue(null, 0);
        new Cycle(_fixture, _fixture.Handle("Bodies.Guarded")).Check(() => _fixture.Call("Bodies.Guarded", 1), 2, [1], 9, 9);
        Assert.That(faults.GetValue(null), Is.EqualTo(8), "once unpatched, once through the replacement, once through a layer, three times through routers, once observed, once with a condition");
    }

    [Test]
    public void Jumps_to_another_method()
    {
        var bodies = _fixture.New("Bodies");
        new Cycle(_fixture, _fixture.Handle("Bodies.Jumps")).Check(
            () => LoadedAssembly.CallOn(bodies, "Jumps", 1, "ab"), 3, [bodies, 1, "ab"], 9, 9);
    }

    [Test]
    public void Declarative_security_stays_with_the_patchable_method()
    {
        new Cycle(_fixture, _fixture.Handle("Bodies.Secured")).Check(() => _fixture.Call("Bodies.Secured", 1), 2, [1], 9, 9);

        using var module = ModuleDefinition.ReadModule(_fixture.Path);
        var type = module.GetType("Fixtures.Bodies");
        var declaration = Method(type, "Secured").SecurityDeclarations.Single();
        Assert.Multiple(() =>
        {
            Assert.That(declaration.Action, Is.EqualTo(SecurityAction.Demand));
            Assert.That(declaration.GetBlob(), Is.EqualTo(PermissionSet));
            Assert.That(Method(type, "Secured").Attributes.HasFlag(MethodAttributes.HasSecurity), Is.True);
            Assert.That(Method(type, "Secured_Original").HasSecurityDeclarations, Is.False);
            Assert.That(Method(type, "Secured_Original").Attributes.HasFlag(MethodAttributes.HasSecurity), Is.False);
        });
    }

    private static MethodDefinition Method(TypeDefinition type, string name) => type.Methods.Single(method => method.Name == name);

    // if (value == 0) return whenZero(), or false; tail return otherwise(value - 1);
    private static void WriteTailCall(MethodDefinition method, MethodDefinition? whenZero, MethodDefinition otherwise)
    {
        var il = Empty(method);
        var isZero = whenZero is null ? il.Create(OpCodes.Ldc_I4_0) : il.Create(OpCodes.Call, whenZero);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Brfalse, isZero);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Tail);
        il.Emit(OpCodes.Call, otherwise);
        il.Emit(OpCodes.Ret);
        il.Append(isZero);
        il.Emit(OpCodes.Ret);
    }

    private static void WriteJump(MethodDefinition method, MethodDefinition target)
        => Empty(method).Emit(OpCodes.Jmp, target);

    private static ILProcessor Empty(MethodDefinition method)
    {
        method.Body = new MethodBody(method);
        method.DebugInformation = null!;
        return method.Body.GetILProcessor();
    }
}
