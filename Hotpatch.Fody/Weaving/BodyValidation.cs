using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Checks a woven body as the last step. If the weaver made a mistake, the build fails, and not the program.</summary>
internal static class BodyValidation
{
    public static void Check(MethodDefinition method)
    {
        if (method.IsPInvokeImpl || FindComplaint(method.Body) is not { } complaint)
            return;

        throw new HotpatchWeavingException(
            ErrorCode.InvalidBody,
            $"The woven body of {method.DisplayName()} is invalid: {complaint}. This is a bug in Hotpatch.Fody. Please report it.",
            SourceLocation.Of(method));
    }

    private static string? FindComplaint(MethodBody body)
    {
        var instructions = body.Instructions;
        if (instructions.Count == 0)
            return "it has no instructions";

        // Set each offset to the index for now, so that no target needs a search. Cecil sets the real offset when it writes the body.
        for (var i = 0; i < instructions.Count; i++)
            instructions[i].Offset = i;

        foreach (var instruction in instructions)
        {
            if (instruction.Operand is { } operand && !IsInside(body, operand))
                return $"{instruction} refers to something outside of it";
        }

        return body.HasExceptionHandlers && !body.ExceptionHandlers.All(handler => IsInside(body, handler)) ? "an exception handler refers to an instruction outside of it" : null;
    }

    private static bool IsInside(MethodBody body, object operand)
        => operand switch
        {
            Instruction target => Has(body, target),
            Instruction[] targets => AreInside(body, targets),
            ParameterDefinition parameter => parameter == body.ThisParameter || body.Method.Parameters.Contains(parameter),
            VariableDefinition variable => body.Variables.Contains(variable),
            _ => true,
        };

    private static bool IsInside(MethodBody body, ExceptionHandler handler)
    {
        Instruction?[] bounds = [handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart];
        return bounds.All(bound => bound is null || Has(body, bound));
    }

    private static bool AreInside(MethodBody body, Instruction[] targets) => targets.All(target => Has(body, target));

    private static bool Has(MethodBody body, Instruction target)
        => target.Offset < body.Instructions.Count && body.Instructions[target.Offset] == target;
}
