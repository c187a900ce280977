using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Adds the branch to the replacement to a constructor whose body must stay in place. The branch comes right after the chained call.
/// </summary>
internal static class ConstructorBody
{
    public static void AddBranch(WeavingContext context, MethodSignature signature, Slot slot, SlotDelegate dispatch, FieldDefinition? gate)
    {
        var body = signature.Method.Body;
        body.SimplifyMacros();

        var il = body.GetILProcessor();
        var isAssigning = signature.Method.AssignsThis();
        var rest = FirstAfterChainedCall(signature.Method);
        KeepClosureInLocal(il, ref rest);
        Instruction? first = null;
        var replacement = ReplacementLocal.Declare(body, dispatch);

        // if (PatchedGenerics.{flag}), if there are type parameters
        if (slot.Class.Flag is not null)
        {
            Insert(il.Create(OpCodes.Ldsfld, slot.Class.Flag));
            Insert(il.Create(OpCodes.Brfalse, rest));
        }

        // {delegateType} replacement = PatchSlots.{slot};
        Insert(il.Create(OpCodes.Ldsfld, slot.Reference));
        Insert(il.Create(OpCodes.Stloc, replacement));

        // if (replacement != null)
        Insert(il.Create(OpCodes.Ldloc, replacement));
        Insert(il.Create(OpCodes.Brfalse, rest));

        // {
        //     this = default; in a struct's constructor without a chained call
        //     replacement(this, {arguments});
        //     return;
        // }
        if (isAssigning)
        {
            foreach (var instruction in il.DefaultThis())
                Insert(instruction);
        }

        Insert(il.Create(OpCodes.Ldloc, replacement));
        foreach (var argument in signature.Arguments)
            Insert(il.Create(OpCodes.Ldarg, argument.Parameter ?? body.ThisParameter));

        Insert(il.Create(OpCodes.Callvirt, dispatch.Invoke));
        Insert(il.Create(OpCodes.Ret));

        // With a gate, around the branch and the rest, as in GatedStubBody: Find; try { Enter; …; Exit; } fault { Abandon; }
        var block = gate is null ? null : new GateBlock(context, il, gate);
        block?.Enclose(first!);
        body.OptimizeMacros();
        ReplacementLocal.Name(context, signature.Method, replacement, imports: null);
        block?.NameLocals();

        void Insert(Instruction instruction)
        {
            first ??= instruction;
            il.InsertBefore(rest, instruction);
        }
    }

    /// <summary>Moves a closure from the stack to a local, because a branch needs an empty stack.</summary>
    private static void KeepClosureInLocal(ILProcessor il, ref Instruction rest)
    {
        if (rest.Previous is not { } call || ClosureCreation.Before(il.Body, call).FirstOrDefault(closure => closure.Local is null) is not { } closure)
            return;

        // {closureType} closure = new() { … };
        var last = closure.Instructions[closure.Instructions.Count - 1];
        var local = il.Declare(((MethodReference)closure.Instructions[0].Operand).DeclaringType);
        il.InsertAfter(last, il.Create(OpCodes.Stloc, local));

        var load = il.Create(OpCodes.Ldloc, local);
        il.InsertBefore(rest, load);
        rest = load;
    }

    /// <summary>
    /// Returns the first instruction after the chained call. Field initialisers and the chained call always run. In a struct, there may be no such call.
    /// </summary>
    private static Instruction FirstAfterChainedCall(MethodDefinition constructor)
    {
        var call = ChainedConstructorCall.Find(constructor);
        if (call is not null)
            return call.Next;

        return constructor.DeclaringType.IsValueType
            ? constructor.Body.Instructions[0]
            : throw new HotpatchWeavingException(
                ErrorCode.InvalidBody,
                $"{constructor.DisplayName()} calls no other constructor, so there is no place for the branch to its replacement. This is a bug in Hotpatch.Fody. Please report it.",
                SourceLocation.Of(constructor));
    }
}
