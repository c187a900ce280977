using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

internal static class ArgumentLoads
{
    private static readonly OpCode[] ByPlace = [OpCodes.Ldarg_0, OpCodes.Ldarg_1, OpCodes.Ldarg_2, OpCodes.Ldarg_3];

    /// <summary>Emits the shortest instruction that loads a parameter, or <c>this</c> if the parameter is null.</summary>
    public static void EmitLoad(this ILProcessor il, ParameterDefinition? parameter)
    {
        var place = parameter is null ? 0 : parameter.Index + (il.Body.Method.HasThis ? 1 : 0);
        if (place < ByPlace.Length)
            il.Emit(ByPlace[place]);
        else
            il.Emit(place <= byte.MaxValue ? OpCodes.Ldarg_S : OpCodes.Ldarg, parameter);
    }
}
