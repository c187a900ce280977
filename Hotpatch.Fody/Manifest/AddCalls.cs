using Hotpatch.Fody.Weaving;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Manifest;

/// <summary>The calls that add methods to a list: several methods a call where they can be, since all but the tokens of a call is overhead.</summary>
internal static class AddCalls
{
    /// <summary>Emits <c>list.Add(methodof({stub}), methodof({original}), fieldof({slot}), …)</c>, with the list loaded by an instruction.</summary>
    public static void Emit(WeavingContext context, ILProcessor il, OpCode loadList, IReadOnlyList<ListedMethod> methods)
    {
        for (var i = 0; i < methods.Count;)
        {
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

    private static (int Count, MethodReference Add) Largest(IReadOnlyList<(int Count, MethodReference Method)> adds, int count)
    {
        var i = 0;
        while (adds[i].Count > count)
            i++;

        return adds[i];
    }

    private static int CountWithOriginal(IReadOnlyList<ListedMethod> methods, int start)
    {
        var end = start;
        while (end < methods.Count && methods[end].Original is not null)
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
