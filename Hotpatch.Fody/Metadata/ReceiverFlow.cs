using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// Follows <c>this</c> over the evaluation stack of a body, in the order of the instructions. That order is enough: if an argument branches, the
/// receiver stays below it, and if an argument needs an empty stack, the compiler keeps the receiver in a local.
/// </summary>
internal sealed class ReceiverFlow
{
    private readonly MethodBody _body;
    private readonly Dictionary<Instruction, int> _callsOnThis = [];
    private readonly Dictionary<Instruction, bool[]> _stacksAtTargets = [];
    private readonly Dictionary<Instruction, int> _depths = [];
    private readonly HashSet<VariableDefinition> _locals = [];

    // For each value on the stack, whether it is this. The last value is on top.
    private readonly List<bool> _stack = [];

    public ReceiverFlow(MethodBody body)
    {
        _body = body;
        foreach (var handler in body.ExceptionHandlers.Where(handler => handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter))
        {
            // The stack holds the exception.
            _stacksAtTargets[handler.HandlerStart] = [false];
            if (handler.FilterStart is not null)
                _stacksAtTargets[handler.FilterStart] = [false];
        }

        foreach (var instruction in body.Instructions)
            Follow(instruction);
    }

    /// <summary>Whether the receiver of a call is <c>this</c>.</summary>
    public bool IsOnThis(Instruction call) => _callsOnThis.ContainsKey(call);

    /// <summary>Returns the number of values on the stack after a call on <c>this</c> that has no result.</summary>
    public int DepthAfter(Instruction call) => _callsOnThis[call];

    /// <summary>Returns the number of values on the stack before an instruction.</summary>
    public int DepthBefore(Instruction instruction) => _depths[instruction];

    private void Follow(Instruction instruction)
    {
        if (_stacksAtTargets.TryGetValue(instruction, out var known))
            Become(known);

        _depths[instruction] = _stack.Count;
        if (instruction.OpCode.Code is Code.Call or Code.Callvirt && instruction.Operand is MethodReference { HasThis: true } called && Top(called.Parameters.Count))
            _callsOnThis[instruction] = _stack.Count - called.Parameters.Count - 1;

        if (instruction.StoredLocal(_body) is { } stored && Top(0))
            _locals.Add(stored);

        var pushed = instruction.OpCode.Code switch
        {
            Code.Ldarg or Code.Ldarg_S => instruction.Operand == _body.ThisParameter,
            Code.Ldarg_0 => _body.ThisParameter is not null,
            Code.Dup => Top(0),
            _ => instruction.LoadedLocal(_body) is { } loaded && _locals.Contains(loaded),
        };

        Pop(instruction.OpCode.StackBehaviourPop == StackBehaviour.PopAll ? _stack.Count : StackEffect.Popped(instruction));
        for (var i = StackEffect.Pushed(instruction); i > 0; i--)
            _stack.Add(pushed);

        foreach (var target in instruction.Targets().Where(target => !_stacksAtTargets.ContainsKey(target)))
            _stacksAtTargets[target] = [.. _stack];

        // Control never continues to the next instruction. The stack there is empty, unless an earlier branch leads there.
        if (instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
            _stack.Clear();
    }

    private bool Top(int below) => _stack.Count > below && _stack[_stack.Count - 1 - below];

    private void Pop(int count) => _stack.RemoveRange(Math.Max(0, _stack.Count - count), Math.Min(count, _stack.Count));

    private void Become(bool[] stack)
    {
        _stack.Clear();
        _stack.AddRange(stack);
    }
}
