using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Tests.Support;

/// <summary>Compares one woven method with the woven shape, instruction by instruction; its original and slot with the design.</summary>
internal sealed class StubShape
{
    private readonly MethodDefinition _stub;
    private readonly MethodDefinition? _listedOriginal;
    private readonly FieldDefinition _slot;
    private readonly FieldDefinition? _flag;
    private readonly List<string> _complaints = [];

    private StubShape(WovenModule.Entry entry) => (_stub, _listedOriginal, _slot, _flag) = entry;

    public static IEnumerable<string> Complaints(WovenModule.Entry entry)
    {
        var shape = new StubShape(entry);
        shape.CheckSlot();
        entry.Stub.Body.SimplifyMacros();
        if (entry.Gate is not null)
            shape._complaints.AddRange(GatedShape.Complaints(entry));
        else if (entry.Stub.IsConstructor && entry.Original is null)
            shape.CheckConstructor();
        else
            shape.CheckStub();

        return shape._complaints.Select(complaint => $"{entry.Stub.DisplayName()}: {complaint}");
    }

    private void CheckSlot()
    {
        var @class = _slot.DeclaringType;
        Require(
            @class.DeclaringType == _stub.DeclaringType || (_stub.HasGenericParameters && @class.DeclaringType.DeclaringType == _stub.DeclaringType),
            "the slot class is not nested in the type");
        Require(@class.IsAbstract && @class.IsSealed, "the slot class is not a static class");
        Require(_flag is not null || !@class.Methods.Any(method => method.IsConstructor), "the slot class has a static constructor");
        Require((_flag is not null) == (_stub.HasGenericParameters || _stub.DeclaringType.HasGenericParameters), "a flag is for generics alone");
        Require(_slot is { IsStatic: true, IsInitOnly: false, HasConstant: false }, "the slot is not a plain static field");
    }

    private void CheckStub()
    {
        var start = Start();
        var calls = _stub.Body.Instructions.Skip(start).Where(instruction => instruction.OpCode == OpCodes.Call).ToArray();
        var invocations = _stub.Body.Instructions.Skip(start).Where(instruction => instruction.OpCode == OpCodes.Callvirt).ToArray();
        if (calls is not [{ Operand: MethodReference called }] || invocations is not [{ Operand: MethodReference invoke }])
        {
            _complaints.Add("the stub does not call one original and invoke one replacement, but does " + Text(Actual()));
            return;
        }

        CheckInstructions(start, called, invoke, Loaded(invocations[0]));
        CheckOriginal(called.Resolve());
        CheckDelegate(invoke, Loaded(invocations[0]));
    }

    /// <summary>Where the stub begins: in a constructor right after the chained call, which what the source has before it leads to.</summary>
    private int Start()
    {
        var instructions = _stub.Body.Instructions;
        if (!_stub.IsConstructor || instructions.FirstOrDefault(instruction => instruction.OpCode == OpCodes.Ldsfld && IsSlot(instruction.Operand)) is not { } read)
            return 0;

        var start = instructions.IndexOf(read) - (_flag is null ? 0 : 2);
        var last = instructions.Take(start).LastOrDefault(instruction => instruction.OpCode != OpCodes.Nop);
        Require(
            last is { OpCode.Code: Code.Call or Code.Callvirt, Operand: MethodReference { Name: ".ctor" } } || (start == 0 && _stub.DeclaringType.IsValueType),
            "the branch does not come right after the chained call");
        return start;
    }

    /// <summary>A constructor whose body has to stay in place keeps it behind the branch, which comes right after the chained call.</summary>
    private void CheckConstructor()
    {
        var body = _stub.Body.Instructions;
        var reads = body.Where(instruction => instruction.OpCode == OpCodes.Ldsfld && IsSlot(instruction.Operand)).ToArray();
        if (reads is not [{ Next.Operand: VariableDefinition local } read]
            || body.Skip(body.IndexOf(read))
                .FirstOrDefault(instruction => instruction.OpCode == OpCodes.Callvirt) is not { Operand: MethodReference invoke } call)
        {
            _complaints.Add("the constructor does not read the slot once, store it and invoke it, but does " + Text(Actual()));
            return;
        }

        var start = body.IndexOf(read) - (_flag is null ? 0 : 2);
        var passed = Loaded(call);
        var cleared = Cleared(start);
        var rest = start + cleared.Length + passed.Length + 7 + (_flag is null ? 0 : 2);
        string[] expected =
        [
            .. _flag is null ? [] : new[] { $"ldsfld {_flag.FullName}", $"brfalse {rest}" }, $"ldsfld {SlotName}", $"stloc {local.Index}", $"ldloc {local.Index}", $"brfalse {rest}",
            .. cleared, $"ldloc {local.Index}", .. passed.Select(Ldarg), $"callvirt {invoke.FullName}", "ret",
        ];
        var actual = Actual().Skip(start).Take(expected.Length).ToArray();
        Require(actual.SequenceEqual(expected), $"the branch should be {Text(expected)}, but is {Text(actual)}");
        Require(SlotTypeFor(local.VariableType), "the local is not of the slot's type");
        var first = body[start];
        Require(
            first.Previous is { OpCode.Code: Code.Call or Code.Callvirt, Operand: MethodReference { Name: ".ctor" } }
                || (first.Previous is null && _stub.DeclaringType.IsValueType),
            "the branch does not come right after the chained call");
        Require(!body.Skip(start + expected.Length).Any(instruction => instruction.Operand == local), "the body uses the branch's local");
        CheckDelegate(invoke, passed);
    }

    private void CheckInstructions(int start, MethodReference original, MethodReference invoke, int[] passed)
    {
        // With symbols the slot's value is in a local, which they name; without, it stays on the stack.
        var all = Enumerable.Range(0, Arguments().Length).Select(Ldarg).ToArray();
        var local = _stub.Body.Instructions.Skip(start).Select(instruction => instruction.Operand).OfType<VariableDefinition>().FirstOrDefault();
        var flagged = _flag is null ? 0 : 2;
        var unpatched = start + 4 + flagged;
        var patched = unpatched + all.Length + 2;
        string[] expected =
        [
            .. _flag is null ? [] : new[] { $"ldsfld {_flag.FullName}", $"brfalse {unpatched}" }, $"ldsfld {SlotName}",
            .. local is null ? ["dup", $"brtrue {patched}", "pop"] : new[] { $"stloc {local.Index}", $"ldloc {local.Index}", $"brtrue {patched}" },
            .. all, $"call {original.FullName}", "ret",
            .. Cleared(start), .. local is null ? [] : new[] { $"ldloc {local.Index}" }, .. passed.Select(Ldarg), $"callvirt {invoke.FullName}", "ret",
        ];
        Require(Actual().Skip(start).SequenceEqual(expected), $"the stub should be {Text(expected)}, but is {Text(Actual().Skip(start))}");
        Require(start > 0 || _stub.Body is { HasExceptionHandlers: false, Variables.Count: 0 or 1 }, "the stub has more than its one local");
        Require(local is null || SlotTypeFor(local.VariableType), "the local is not of the slot's type");
    }

    /// <summary>Before a replacement of a struct's constructor that calls no other: what it does not assign is not what the variable held.</summary>
    private string[] Cleared(int start)
        => _stub.IsConstructor && _stub.DeclaringType.IsValueType && start == 0 ? ["ldarg 0", $"initobj {_stub.DeclaringType.Self().FullName}"] : [];

    private void CheckOriginal(MethodDefinition original)
    {
        Require(_listedOriginal is null || _listedOriginal == original, "the stub does not call the original that the manifest lists");
        Require(original.DeclaringType == _stub.DeclaringType, "the original is in another type");
        Require(original.IsPrivate, "the original is not private");
        Require(!original.IsVirtual, "the original is virtual");
        Require(!original.IsSpecialName && !original.IsRuntimeSpecialName, "the original has a special name");
        Require(original.IsStatic == _stub.IsStatic, "only one of stub and original is static");
        Require(
            Signature(original).SequenceEqual(Signature(_stub)),
            $"the original takes and returns {Text(Signature(original))}, the stub {Text(Signature(_stub))}");
    }

    private void CheckDelegate(MethodReference invoke, int[] passed)
    {
        Require(SlotTypeFor(invoke.DeclaringType), "what is invoked is not of the slot's type");
        var expected = passed.Select(index => Arguments()[index]).Append(_stub.ReturnType.WithoutModifiers().FullName).ToArray();
        var actual = invoke.Parameters.Select(parameter => parameter.ParameterType).Append(invoke.ReturnType)
            .Select(type => Closed(type, invoke.DeclaringType))
            .ToArray();
        Require(actual.SequenceEqual(expected), $"the replacement takes and returns {Text(actual)}, but the stub {Text(expected)}");

        // Of a lambda or a local function, what was captured is not passed on.
        var isComplete = passed.SequenceEqual(Enumerable.Range(0, Arguments().Length));
        Require(isComplete || _stub.Name.StartsWith('<'), "the replacement does not get all arguments");
    }

    /// <summary>The types of the method's arguments, the instance first.</summary>
    private string[] Arguments()
    {
        var parameters = _stub.Parameters.Select(parameter => parameter.ParameterType.WithoutModifiers().FullName);
        var self = _stub.DeclaringType.Self().FullName + (_stub.DeclaringType.IsValueType ? "&" : string.Empty);
        return _stub.HasThis ? [self, .. parameters] : [.. parameters];
    }

    /// <summary>Of a constructor's original, without the modifier by which a verifier lets it assign readonly fields.</summary>
    private string[] Signature(MethodDefinition method)
        => [.. method.Parameters.Select(parameter => parameter.ParameterType.FullName), (_stub.IsConstructor ? method.ReturnType.WithoutModifiers() : method.ReturnType).FullName];

    private static string Closed(TypeReference type, TypeReference declaringType)
        => declaringType is GenericInstanceType { GenericArguments: var arguments }
            ? type.Substitute(parameter => arguments[parameter.Position]).FullName
            : type.FullName;

    /// <summary>The slot's full name as the stub writes it.</summary>
    private string SlotName => _flag is null ? _slot.FullName : $"{_slot.FieldType.FullName} {SlotClass.FullName}::{_slot.Name}";

    /// <summary>The slot's class as the stub names it.</summary>
    private TypeReference SlotClass => _slot.DeclaringType.Close([.. _stub.DeclaringType.GenericParameters, .. _stub.GenericParameters]);

    private bool IsSlot(object operand) => operand is FieldReference field && field.Resolve() == _slot;

    /// <summary>Whether the stub's type is the slot's, with the stub's type parameters for those of the slot's class.</summary>
    private bool SlotTypeFor(TypeReference type) => type.FullName == Closed(_slot.FieldType, SlotClass);

    /// <summary>The arguments that are loaded right before a call.</summary>
    private int[] Loaded(Instruction call)
    {
        var loaded = new Stack<int>();
        for (var load = call.Previous; load is { Operand: ParameterDefinition parameter }; load = load.Previous)
            loaded.Push(IndexOf(parameter));

        return [.. loaded];
    }

    private int IndexOf(ParameterDefinition parameter) => parameter.Index + (_stub.HasThis ? 1 : 0);

    private string[] Actual() => [.. _stub.Body.Instructions.Select(Describe)];

    private string Describe(Instruction instruction)
        => instruction.Operand switch
        {
            null => instruction.OpCode.Name,
            ParameterDefinition parameter => $"{instruction.OpCode.Name} {IndexOf(parameter)}",
            VariableDefinition variable => $"{instruction.OpCode.Name} {variable.Index}",
            Instruction target => $"{instruction.OpCode.Name} {_stub.Body.Instructions.IndexOf(target)}",
            MemberReference member => $"{instruction.OpCode.Name} {member.FullName}",
            var operand => $"{instruction.OpCode.Name} {operand}",
        };

    private static string Ldarg(int index) => $"ldarg {index}";

    private static string Text(IEnumerable<string> parts) => $"[{string.Join(", ", parts)}]";

    private void Require(bool condition, string complaint)
    {
        if (!condition)
            _complaints.Add(complaint);
    }
}
