using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Finds a constructor's call of <c>this(…)</c> or <c>base(…)</c>: the constructor call whose receiver is the object under construction.</summary>
internal static class ChainedConstructorCall
{
    /// <summary>Returns the call, or null for a struct's constructor without such a call.</summary>
    public static Instruction? Find(MethodDefinition constructor)
    {
        // In a class, only the chained call is a call (in F#, a callvirt); newobj makes other objects. A struct's constructor may call another on a local.
        var calls = constructor.Body.Instructions.Where(instruction => IsConstructorCall(instruction, constructor.DeclaringType)).ToArray();
        if (calls.Length == 0 || !constructor.DeclaringType.IsValueType)
            return calls.FirstOrDefault();

        var receivers = new ReceiverFlow(constructor.Body);
        return calls.FirstOrDefault(receivers.IsOnThis);
    }

    /// <summary>Returns why no branch fits right after the call, or null if one fits. The C# compiler always leaves a place for it.</summary>
    public static string? FindObstacle(MethodDefinition constructor)
    {
        var body = constructor.Body;
        var receivers = new ReceiverFlow(body);
        var calls = body.Instructions
            .Where(instruction => IsConstructorCall(instruction, constructor.DeclaringType) && receivers.IsOnThis(instruction))
            .ToArray();
        return calls switch
        {
            [] => constructor.DeclaringType.IsValueType ? null : "it calls neither this(…) nor base(…)",
            [var call] when receivers.DepthAfter(call) > ClosureCreation.Before(body, call).Count(closure => closure.Local is null) => "other values are on the stack when it calls this(…) or base(…)",
            [var call] when body.ExceptionHandlers.Any(handler => Covers(body, handler, call)) => "it calls this(…) or base(…) in a protected block",
            [_] => null,
            _ => "it calls this(…) or base(…) in several places",
        };
    }

    private static bool Covers(MethodBody body, ExceptionHandler handler, Instruction call)
    {
        var place = body.Instructions.IndexOf(call);
        var end = handler.HandlerEnd is null ? body.Instructions.Count : body.Instructions.IndexOf(handler.HandlerEnd);
        return place >= body.Instructions.IndexOf(handler.TryStart) && place < end;
    }

    private static bool IsConstructorCall(Instruction instruction, TypeDefinition type)
    {
        if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt) || instruction.Operand is not MethodReference { Name: KnownNames.Framework.Constructor } called)
            return false;

        var target = called.DeclaringType.GetElementType();
        return target == type || target.FullName == type.BaseType?.GetElementType().FullName;
    }
}
