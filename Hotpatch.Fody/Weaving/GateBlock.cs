using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The block between a call's entering of a gate and its exit, and the end of a call that does not come to its exit.</summary>
/// <remarks>
/// An abort of the thread may come between any two instructions, except in the handler. The call is entered within the block, and the handler compares
/// the count with what was found before: it ends the call only where the call has begun and has not ended. The handler is a <c>fault</c> block: the
/// JIT would copy a <c>finally</c> block to the end of the block, where nothing protects the copy.
/// </remarks>
internal sealed class GateBlock
{
    private readonly WeavingContext _context;
    private readonly ILProcessor _il;
    private readonly FieldDefinition _gate;
    private readonly VariableDefinition _count;
    private readonly VariableDefinition _calls;
    private readonly VariableDefinition _entry;

    /// <param name="context">What the weaver shares.</param>
    /// <param name="il">Of the body.</param>
    /// <param name="gate">The gate.</param>
    public GateBlock(WeavingContext context, ILProcessor il, FieldDefinition gate)
    {
        (_context, _il, _gate) = (context, il, gate);
        _count = il.Declare(new ByReferenceType(context.Runtime.Gates.Count));
        _calls = il.Declare(context.Module.TypeSystem.Int32);
        _entry = il.Declare(context.Module.TypeSystem.Int32);
        Inside = il.Declare(new ByReferenceType(context.Runtime.Gates.Count));
    }

    /// <summary>The local that counts the call.</summary>
    public VariableDefinition Inside { get; }

    /// <summary>What comes before the block.</summary>
    public Instruction[] Find()
        =>
        [
            // ref GateCount count = ref PatchGates.{gate}.Find(out int calls);
            // int entry = calls;
            _il.Create(OpCodes.Ldsfld, _gate),
            _il.Create(OpCodes.Ldloca, _calls),
            _il.Create(OpCodes.Callvirt, _context.Runtime.Gates.Find),
            _il.Create(OpCodes.Stloc, _count),
            _il.Create(OpCodes.Ldloc, _calls),
            _il.Create(OpCodes.Stloc, _entry),
        ];

    /// <summary>What comes first within.</summary>
    /// <param name="enter">What enters the gate.</param>
    public Instruction[] Enter(MethodReference enter)
        =>
        [
            // ref GateCount inside = ref PatchGates.{gate}.Enter(ref count, ref calls, ref entry);
            _il.Create(OpCodes.Ldsfld, _gate),
            _il.Create(OpCodes.Ldloc, _count),
            _il.Create(OpCodes.Ldloca, _calls),
            _il.Create(OpCodes.Ldloca, _entry),
            _il.Create(OpCodes.Callvirt, enter),
            _il.Create(OpCodes.Stloc, Inside),
        ];

    /// <summary>What comes last within.</summary>
    public Instruction[] Exit()
        =>
        [
            // inside.Exit(calls);
            _il.Create(OpCodes.Ldloc, Inside),
            _il.Create(OpCodes.Ldloc, _calls),
            _il.Create(OpCodes.Call, _context.Runtime.Gates.Exit),
        ];

    /// <summary>Appends the handler, and the end.</summary>
    /// <param name="start">The first instruction within.</param>
    /// <param name="end">What comes after; not appended yet.</param>
    public void AppendHandler(Instruction start, Instruction end)
    {
        // fault { PatchGates.{gate}.Abandon(ref count, entry); }
        var handler = _il.Create(OpCodes.Ldsfld, _gate);
        _il.Append(handler);
        _il.Emit(OpCodes.Ldloc, _count);
        _il.Emit(OpCodes.Ldloc, _entry);
        _il.Emit(OpCodes.Callvirt, _context.Runtime.Gates.Abandon);
        _il.Emit(OpCodes.Endfinally);
        _il.Append(end);
        _il.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Fault)
        {
            TryStart = start,
            TryEnd = handler,
            HandlerStart = handler,
            HandlerEnd = end,
        });
    }

    /// <summary>Puts the block around the rest of a constructor's body.</summary>
    /// <param name="start">The first instruction after the chained call.</param>
    public void Enclose(Instruction start)
    {
        var body = _il.Body;
        var end = _il.Create(OpCodes.Ret);
        var exit = Exit();
        var last = body.Instructions.Last();
        for (var instruction = start; instruction is not null; instruction = instruction.Next)
        {
            // In place, so that branches and sequence points go on pointing to it. A tail call cannot leave a protected block.
            if (instruction.OpCode == OpCodes.Ret)
                (instruction.OpCode, instruction.Operand) = (OpCodes.Br, exit[0]);
            else if (instruction.OpCode == OpCodes.Tail)
                instruction.OpCode = OpCodes.Nop;
        }

        var enter = Enter(_context.Runtime.Gates.Enter);
        foreach (var instruction in Find().Concat(enter))
            _il.InsertBefore(start, instruction);

        _il.AppendAll([.. exit, _il.Create(OpCodes.Leave, end)]);
        AppendHandler(enter[0], end);
        foreach (var handler in body.ExceptionHandlers.Where(handler => handler.HandlerEnd is null))
            handler.HandlerEnd = last.Next;
    }

    /// <summary>Names the locals in the symbols, where there are any: for decompilers, not for debuggers.</summary>
    public void NameLocals()
    {
        if (!_context.Module.HasSymbols)
            return;

        Name(_count, KnownNames.Generated.CountLocal);
        Name(_calls, KnownNames.Generated.CallsLocal);
        Name(_entry, KnownNames.Generated.EntryLocal);
        Name(Inside, KnownNames.Generated.InsideLocal);

        void Name(VariableDefinition local, string name)
            => _il.Body.Method.DebugInformation.Scope.Variables.Add(new VariableDebugInformation(local, name) { IsDebuggerHidden = true });
    }
}
