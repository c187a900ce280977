using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Weaving;

/// <summary>The woven body of a patchable method: read the slot, branch, call.</summary>
internal static class StubBody
{
    public static void Write(WeavingContext context, MethodSignature signature, MethodDefinition original, Slot slot, SlotDelegate dispatch)
    {
        var method = signature.Method;
        var body = method.Body;
        var il = body.GetILProcessor();

        // Only symbols can name a local. Without them the slot's value stays on the stack: a header and a signature less in each method.
        var replacement = context.Module.HasSymbols ? ReplacementLocal.Declare(body, dispatch) : null;
        Instruction[] unpatched = [.. LoadAll(il, method), il.Create(OpCodes.Call, original.Self(method)), il.Create(OpCodes.Ret)];
        Instruction[] patched = [.. LoadFor(il, signature), il.Create(OpCodes.Callvirt, dispatch.Invoke), il.Create(OpCodes.Ret)];
        if (replacement is not null)
            patched = [il.Create(OpCodes.Ldloc, replacement), .. patched];

        // if (PatchedGenerics.{flag}), where there are type parameters
        if (slot.Class.Flag is not null)
        {
            il.Emit(OpCodes.Ldsfld, slot.Class.Flag);
            il.Emit(OpCodes.Brfalse, unpatched[0]);
        }

        // {delegateType} replacement = PatchSlots.{slot};
        // if (replacement == null)
        //     return [this.]{original}({arguments});
        // return replacement([this, ]{arguments});
        // Read once: a second read could see what another thread has put there since.
        il.Emit(OpCodes.Ldsfld, slot.Reference);
        if (replacement is not null)
        {
            il.Emit(OpCodes.Stloc, replacement);
            il.Emit(OpCodes.Ldloc, replacement);
            il.Emit(OpCodes.Brtrue, patched[0]);
        }
        else
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Brtrue, patched[0]);
            il.Emit(OpCodes.Pop);
        }

        foreach (var instruction in unpatched.Concat(patched))
            il.Append(instruction);

        body.OptimizeMacros();

        // There are no sequence points, so that debuggers step through.
        if (replacement is not null)
            ReplacementLocal.Name(context, method, replacement, ImportsOf(original));
    }

    private static ImportDebugInformation? ImportsOf(MethodDefinition original)
        => original.HasBody ? original.DebugInformation.Scope?.Import : null;

    private static IEnumerable<Instruction> LoadAll(ILProcessor il, MethodDefinition method)
        => method.HasThis
            ? method.Parameters.Prepend(il.Body.ThisParameter).Select(parameter => il.Create(OpCodes.Ldarg, parameter))
            : method.Parameters.Select(parameter => il.Create(OpCodes.Ldarg, parameter));

    private static IEnumerable<Instruction> LoadFor(ILProcessor il, MethodSignature signature)
        => signature.Arguments.Select(argument => il.Create(OpCodes.Ldarg, argument.Parameter ?? il.Body.ThisParameter));
}
