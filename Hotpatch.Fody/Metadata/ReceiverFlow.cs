using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// Follows <c>this</c> over the evaluation stack of a body, in the order of its instructions: arguments that branch keep the receiver
/// below them, and where they need an empty stack the compiler keeps it in a local.
/// </summary>
internal sealed class ReceiverFlow
{
    private readonly MethodBody _body;
    private readonly Dictionary<Instruction, int> _callsOnThis = [];
    private readonly Dictionary<Instruction, bool[]> _stacksAtTargets = [];
    private readonly Dictionary<Instruction, int> _depths = [];
    private readonly HashSet<VariableDefinition> _locals = [];

    // Whether each value on the stack is this; the last is on top.
    private readonly List<bool> _stack = [];

    public ReceiverFlow(MethodBody body)
    {
        _body = body;
        foreach (var handler in body.ExceptionHandlers.Where(handler => handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter))
        {
            // The exception.
            _stacksAtTargets[handler.HandlerStart] = [false];
            if (handler.FilterStart is not null)
                _stacksAtTargets[handler.FilterStart] = [false];
        }

        foreach (var instruction in body.Instructions)
            Follow(instruction);
    }

    /// <summary>Whether a call's receiver is this.</summary>
    public bool IsOnThis(Instruction call) => _callsOnThis.ContainsKey(call);

    /// <summary>How many values lie on the stack when a call on this has returned nothing.</summary>
    public int DepthAfter(Instruction call) => _callsOnThis[call];

    /// <summary>How many values lie on the stack before an instruction.</summary>
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

        // Nothing comes here from above; unless a branch from before does, the stack is empty.
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
