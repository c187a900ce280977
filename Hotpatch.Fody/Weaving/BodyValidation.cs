using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The last step of weaving a method: its body must hold together, or the build fails instead of the program.</summary>
internal sealed class BodyValidation
{
    // Filled for one body at a time; kept, since a new one for each body would be the weaver's largest piece of memory.
    private readonly HashSet<Instruction> _instructions = [];

    public void Check(MethodDefinition method)
    {
        if (method.IsPInvokeImpl || FindComplaint(method.Body) is not { } complaint)
            return;

        throw new HotpatchWeavingException(
            ErrorCode.InvalidBody,
            $"the woven body of {method.DisplayName()} is wrong: {complaint}. This is a mistake of Hotpatch.Fody; please report it.",
            SourceLocation.Of(method));
    }

    private string? FindComplaint(MethodBody body)
    {
        if (body.Instructions.Count == 0)
            return "it is empty";

        _instructions.Clear();
        foreach (var instruction in body.Instructions)
            _instructions.Add(instruction);

        foreach (var instruction in body.Instructions)
        {
            if (!IsInside(body, instruction.Operand))
                return $"{instruction} leaves it";
        }

        return body.HasExceptionHandlers && !body.ExceptionHandlers.All(IsInside) ? "an exception handler leaves it" : null;
    }

    private bool IsInside(MethodBody body, object operand)
        => operand switch
        {
            Instruction target => _instructions.Contains(target),
            Instruction[] targets => targets.All(_instructions.Contains),
            ParameterDefinition parameter => parameter == body.ThisParameter || body.Method.Parameters.Contains(parameter),
            VariableDefinition variable => body.Variables.Contains(variable),
            _ => true,
        };

    private bool IsInside(ExceptionHandler handler)
    {
        Instruction?[] bounds = [handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart];
        return bounds.All(bound => bound is null || _instructions.Contains(bound));
    }
}
