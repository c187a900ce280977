using Hotpatch.Tests.Support;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.Weaving;

/// <summary>The checks that stand in for an IL verifier find what is broken by hand, and nothing in what is not.</summary>
public sealed class StructuralChecksTests : IDisposable
{
    private const string Source =
        """
        public class C
        {
            [Hotpatch.Patchable] public static int Number() { int x = 1; return x; }
            [Hotpatch.Patchable] public int Sum(int a, int b) => a + b;
            [Hotpatch.Patchable] public virtual string Text { get => "text"; }
            [Hotpatch.Patchable] public C(int number) { _number = number + Number(); }
            [Hotpatch.Patchable] public C(string text) : this(int.TryParse(text, out var number) ? 1 : 2) { _number = number; }
            private readonly int _number;
        }
        """;

    private static readonly Dictionary<string, Action<TypeDefinition>> Defects = new()
    {
        ["stack underflow"] = type => First(type, "Number_Original", Instruction.Create(OpCodes.Add)),
        ["value left on the stack"] = type => First(type, "Number_Original", Instruction.Create(OpCodes.Ldc_I4_1)),
        ["string returned as int"] = type =>
        {
            First(type, "Number_Original", Instruction.Create(OpCodes.Ret));
            First(type, "Number_Original", Instruction.Create(OpCodes.Ldstr, "text"));
        },
        ["second read of the slot"] = type
            => Replace(type, "Sum", OpCodes.Dup, Instruction.Create(OpCodes.Ldsfld, Slot(type, "Sum"))),
        ["slot of another method"] = type
            => Replace(type, "Sum", OpCodes.Ldsfld, Instruction.Create(OpCodes.Ldsfld, Slot(type, "Number"))),
        ["argument passed twice"] = type => Replace(type, "Sum", OpCodes.Ldarg_2, Instruction.Create(OpCodes.Ldarg_1)),
        ["another method called"] = type
            => Replace(type, "Sum", OpCodes.Call, Instruction.Create(OpCodes.Call, Method(type, "Number_Original"))),
        ["branch in another place"] = type => AfterChainedCall(Constructor(type, "Int32"), Instruction.Create(OpCodes.Ldc_I4_0), Instruction.Create(OpCodes.Pop)),
        ["branch of a body in place in another place"] = type => AfterChainedCall(Constructor(type, "String"), Instruction.Create(OpCodes.Nop)),
        ["replacement not invoked"] = type => Replace(Constructor(type, "Int32"), OpCodes.Callvirt, Instruction.Create(OpCodes.Pop)),
        ["replacement of a body in place not invoked"] = type => Replace(Constructor(type, "String"), OpCodes.Callvirt, Instruction.Create(OpCodes.Pop)),
        ["static constructor"] = type => Slot(type, "Sum").DeclaringType.Methods.Add(StaticConstructor(type.Module)),
        ["writable once"] = type => Slot(type, "Sum").IsInitOnly = true,
        ["public original"] = type => Method(type, "Sum_Original").IsPublic = true,
        ["virtual original"] = type => Method(type, "Sum_Original").IsVirtual = true,
        ["original with a special name"] = type => Method(type, "get_Text_Original").IsSpecialName = true,
        ["slot without a handle"] = type => Slot(type, "Sum").DeclaringType.Fields.Add(
            new FieldDefinition("Forgotten", FieldAttributes.Assembly | FieldAttributes.Static, Slot(type, "Sum").FieldType)),
    };

    private readonly TempFolder _folder = new();

    [TestCase("stack underflow", "Number_Original(): the JIT says InvalidProgramException")]
    [TestCase("stack underflow", "Number_Original(): the decompiler says invalid.expr(\"Stack underflow\")")]
    [TestCase("value left on the stack", "Number_Original(): the JIT says InvalidProgramException")]
    [TestCase("string returned as int", "Number_Original(): the decompiler says")]
    [TestCase("second read of the slot", "the stub should be [ldsfld")]
    [TestCase("slot of another method", "the stub should be [ldsfld")]
    [TestCase("argument passed twice", "the stub should be [ldsfld")]
    [TestCase("another method called", "the stub does not call the original that the manifest lists")]
    [TestCase("branch in another place", "the branch does not come right after the chained call")]
    [TestCase("branch of a body in place in another place", "the branch does not come right after the chained call")]
    [TestCase("replacement of a body in place not invoked", "the constructor does not read the slot once, store it and invoke it")]
    [TestCase("replacement not invoked", "the stub does not call one original and invoke one replacement")]
    [TestCase("static constructor", "the slot class has a static constructor")]
    [TestCase("writable once", "the slot is not a plain static field")]
    [TestCase("public original", "the original is not private")]
    [TestCase("virtual original", "the original is virtual")]
    [TestCase("original with a special name", "the original has a special name")]
    [TestCase("slot without a handle", "PatchSlots::Forgotten belongs to no handle")]
    public void Finds(string defect, string complaint)
    {
        var (plain, woven) = Weave();
        var broken = _folder.PathOf($"broken {TestContext.CurrentContext.Test.ID}", "Snippet.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(broken)!);
        var parameters = new ReaderParameters { AssemblyResolver = ReferenceList.OfFixture("Debug"), InMemory = true };
        using (var module = ModuleDefinition.ReadModule(woven, parameters))
        {
            Defects[defect](module.GetType("C"));
            module.Write(broken);
        }

        Assert.That(StructuralChecks.Complaints(broken, plain, ReferenceList.OfFixture("Debug")), Has.Some.Contains(complaint));
    }

    [Test]
    public void Finds_nothing_in_what_is_not_broken()
    {
        var (plain, woven) = Weave();
        StructuralChecks.Pass(woven, plain, ReferenceList.OfFixture("Debug"));
    }

    [TestCase("Debug")]
    [TestCase("Release")]
    public void The_woven_fixture_passes(string configuration)
        => StructuralChecks.Pass(
            LoadedAssembly.WovenFixture(configuration).Path, FixtureAssembly.PathOf(configuration), ReferenceList.OfFixture(configuration));

    public void Dispose() => _folder.Dispose();

    private (string Plain, string Woven) Weave()
    {
        var plain = Compiled.ToFolder(_folder.PathOf("plain"), Source, symbols: null);
        var woven = _folder.PathOf($"woven {TestContext.CurrentContext.Test.ID}", "Snippet.dll");
        WeaverRun.Succeed(plain, woven, ReferenceList.OfFixture("Debug"));
        return (plain, woven);
    }

    private static MethodDefinition Method(TypeDefinition type, string name) => type.Methods.Single(method => method.Name == name);

    private static FieldDefinition Slot(TypeDefinition type, string name)
        => type.NestedTypes.Single(nested => nested.Name == "PatchSlots").Fields.Single(field => field.Name == name);

    private static void First(TypeDefinition type, string method, Instruction instruction)
    {
        var body = Method(type, method).Body;
        body.GetILProcessor().InsertBefore(body.Instructions[0], instruction);
    }

    private static MethodDefinition Constructor(TypeDefinition type, string parameter)
        => type.Methods.Single(method => method.IsConstructor && method.Parameters.Any(each => each.ParameterType.Name == parameter));

    private static void AfterChainedCall(MethodDefinition constructor, params Instruction[] instructions)
    {
        var il = constructor.Body.GetILProcessor();
        var last = il.Body.Instructions.First(instruction => instruction.Operand is MethodReference { Name: ".ctor" });
        foreach (var instruction in instructions)
        {
            il.InsertAfter(last, instruction);
            last = instruction;
        }
    }

    private static void Replace(TypeDefinition type, string method, OpCode opCode, Instruction replacement) => Replace(Method(type, method), opCode, replacement);

    private static void Replace(MethodDefinition method, OpCode opCode, Instruction replacement)
    {
        var body = method.Body;
        body.GetILProcessor().Replace(body.Instructions.First(instruction => instruction.OpCode == opCode), replacement);
    }

    private static MethodDefinition StaticConstructor(ModuleDefinition module)
        => new(
            ".cctor",
            MethodAttributes.Private | MethodAttributes.Static | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
            module.TypeSystem.Void)
        {
            Body = { Instructions = { Instruction.Create(OpCodes.Ret) } },
        };
}
