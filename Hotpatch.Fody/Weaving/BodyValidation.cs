using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The last step of weaving a method: its body must hold together, or the build fails instead of the program.</summary>
internal static class BodyValidation
{
    public static void Check(MethodDefinition method)
    {
        if (method.IsPInvokeImpl)
            return;

        var body = method.Body;
        var instructions = new HashSet<Instruction>(body.Instructions);

        Require(instructions.Count > 0, "it is empty");
        foreach (var instruction in body.Instructions)
        {
            Require(
                instruction.Operand switch
                {
                    Instruction target => instructions.Contains(target),
                    Instruction[] targets => targets.All(instructions.Contains),
                    ParameterDefinition parameter => parameter == body.ThisParameter || method.Parameters.Contains(parameter),
                    VariableDefinition variable => body.Variables.Contains(variable),
                    _ => true,
                },
                $"{instruction} leaves it");
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            Instruction?[] bounds = [handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart];
            Require(bounds.All(bound => bound is null || instructions.Contains(bound)), "an exception handler leaves it");
        }

        void Require(bool condition, string complaint)
        {
            if (!condition)
            {
                throw new HotpatchWeavingException(
                    ErrorCode.InvalidBody,
                    $"the woven body of {method.DisplayName()} is wrong: {complaint}. This is a mistake of Hotpatch.Fody; please report it.",
                    SourceLocation.Of(method));
            }
        }
    }
}
