using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Writes the protected block of a gated call: it enters the gate, exits, and abandons the call if an exception or an abort ends it.</summary>
/// <remarks>
/// An abort of the thread may come between any two instructions, except in the handler. So the call enters inside the block, and the handler compares
/// the count with its value before the block: it ends the call only if the call has begun and has not ended. The handler is a <c>fault</c> block,
/// since the JIT compiler copies a <c>finally</c> block to the end of the <c>try</c> block, where nothing protects the copy.
/// </remarks>
internal sealed class GateBlock
{
    private readonly WeavingContext _context;
    private readonly ILProcessor _il;
    private readonly FieldDefinition _gate;
    private readonly VariableDefinition _count;
    private readonly VariableDefinition _calls;
    private readonly VariableDefinition _entry;

    /// <param name="context">The context of the weaving.</param>
    /// <param name="il">The processor of the body.</param>
    /// <param name="gate">The gate.</param>
    public GateBlock(WeavingContext context, ILProcessor il, FieldDefinition gate)
    {
        (_context, _il, _gate) = (context, il, gate);
        _count = il.Declare(new ByReferenceType(context.Runtime.Gates.Count));
        _calls = il.Declare(context.Module.TypeSystem.Int32);
        _entry = il.Declare(context.Module.TypeSystem.Int32);
        Inside = il.Declare(new ByReferenceType(context.Runtime.Gates.Count));
    }

    /// <summary>Gets the local that refers to the count of the call.</summary>
    public VariableDefinition Inside { get; }

    /// <summary>Creates the instructions before the block.</summary>
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

    /// <summary>Creates the first instructions of the block.</summary>
    /// <param name="enter">The method of the gate that enters.</param>
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

    /// <summary>Creates the last instructions of the block.</summary>
    public Instruction[] Exit()
        =>
        [
            // inside.Exit(calls);
            _il.Create(OpCodes.Ldloc, Inside),
            _il.Create(OpCodes.Ldloc, _calls),
            _il.Create(OpCodes.Call, _context.Runtime.Gates.Exit),
        ];

    /// <summary>Appends the handler, and the first instruction after it.</summary>
    /// <param name="start">The first instruction of the block.</param>
    /// <param name="end">The first instruction after the handler. It is not in the body yet.</param>
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
            // Change the instruction in place: branches and sequence points refer to it. A tail call can't leave a protected block.
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

    /// <summary>Names the locals in the symbols, if the module has some. Decompilers show the names; debuggers hide the locals.</summary>
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
