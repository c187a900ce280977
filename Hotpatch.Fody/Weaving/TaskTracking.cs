using Hotpatch.Fody.Metadata;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Writes the code by which a call that returns a task stays counted until the task completes.</summary>
internal static class TaskTracking
{
    /// <summary>Creates the instructions between the call and the exit. There are none if the result is no task.</summary>
    public static IEnumerable<Instruction> Create(
        WeavingContext context, ILProcessor il, VariableDefinition inside, VariableDefinition? result, Instruction done)
    {
        if (result is null || TaskKind.Of(result.VariableType) is not { } kind)
            return [];

        if (!kind.IsValue)
        {
            // inside.Track(result);
            return [il.Create(OpCodes.Ldloc, inside), il.Create(OpCodes.Ldloc, result), il.Create(OpCodes.Call, context.Runtime.Gates.Track)];
        }

        // if (!result.IsCompleted)
        // {
        //     Task task = result.AsTask();
        //     result = new {valueTask}(task);
        //     inside.Track(task);
        // }
        // A value task may be awaited only once. The task made of it serves both the gate and the caller.
        var track = context.Runtime.Gates.Track;
        var task = il.Declare(track.Parameters[0].ParameterType);
        return
        [
            il.Create(OpCodes.Ldloca, result),
            il.Create(OpCodes.Call, kind.IsCompleted(context.Module)),
            il.Create(OpCodes.Brtrue, done),
            il.Create(OpCodes.Ldloca, result),
            il.Create(OpCodes.Call, kind.AsTask(context.Module)),
            il.Create(OpCodes.Dup),
            il.Create(OpCodes.Stloc, task),
            il.Create(OpCodes.Newobj, kind.FromTask(context.Module)),
            il.Create(OpCodes.Stloc, result),
            il.Create(OpCodes.Ldloc, inside),
            il.Create(OpCodes.Ldloc, task),
            il.Create(OpCodes.Call, track),
        ];
    }
}
