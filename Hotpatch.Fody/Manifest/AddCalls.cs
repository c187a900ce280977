using Hotpatch.Fody.Weaving;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Manifest;

/// <summary>Emits the calls that add methods to a list. One call adds several methods if possible, because each call has an overhead.</summary>
internal static class AddCalls
{
    /// <summary>Emits <c>list.Add(methodof({stub}), methodof({original}), fieldof({slot}), …)</c>.</summary>
    public static void Emit(WeavingContext context, ILProcessor il, OpCode loadList, IReadOnlyList<ListedMethod> methods)
    {
        for (var i = 0; i < methods.Count;)
        {
            if (methods[i].Gate is { } gate)
                EmitUseGate(context, il, loadList, gate);

            if (methods[i].Target is { } target)
                EmitUseTarget(context, il, loadList, target);

            il.Emit(loadList);
            if (methods[i].Original is null)
            {
                EmitTokens(il, methods[i++]);
                il.Emit(OpCodes.Callvirt, context.Runtime.AddWithoutOriginal);
                continue;
            }

            var (count, add) = Largest(context.Runtime.AddMethods, CountWithOriginal(methods, i));
            for (var end = i + count; i < end; i++)
                EmitTokens(il, methods[i]);

            il.Emit(OpCodes.Callvirt, add);
        }
    }

    /// <summary>Emits <c>list.UseGate(PatchGates.{gate})</c>. The gate belongs to the method that is added next.</summary>
    public static void EmitUseGate(WeavingContext context, ILProcessor il, OpCode loadList, FieldDefinition gate)
    {
        il.Emit(loadList);
        il.Emit(OpCodes.Ldsfld, gate);
        il.Emit(OpCodes.Callvirt, context.Runtime.Gates.UseGate);
    }

    /// <summary>Emits <c>list.UseTarget(methodof({target}), typeof({type}))</c>. The target belongs to the call stub that is added next.</summary>
    public static void EmitUseTarget(WeavingContext context, ILProcessor il, OpCode loadList, MethodReference target)
    {
        il.Emit(loadList);
        il.Emit(OpCodes.Ldtoken, target);
        il.Emit(OpCodes.Ldtoken, target.DeclaringType);
        il.Emit(OpCodes.Callvirt, context.Runtime.Calls.UseTarget);
    }

    private static (int Count, MethodReference Add) Largest(IReadOnlyList<(int Count, MethodReference Method)> adds, int count)
    {
        var i = 0;
        while (adds[i].Count > count)
            i++;

        return adds[i];
    }

    private static int CountWithOriginal(IReadOnlyList<ListedMethod> methods, int start)
    {
        // UseGate and UseTarget affect only the next method, so a call can't add a method with a gate or a target after another method.
        var end = start + 1;
        while (end < methods.Count && methods[end] is { Original: not null, Gate: null, Target: null })
            end++;

        return end - start;
    }

    private static void EmitTokens(ILProcessor il, ListedMethod method)
    {
        il.Emit(OpCodes.Ldtoken, method.Stub);
        if (method.Original is not null)
            il.Emit(OpCodes.Ldtoken, method.Original);

        il.Emit(OpCodes.Ldtoken, method.Slot);
    }
}
