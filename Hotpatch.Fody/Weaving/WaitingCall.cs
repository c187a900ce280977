using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Writes the class that keeps the arguments of a call while the gate is closed, so that a call of a method that returns a task holds no thread.
/// </summary>
internal sealed class WaitingCall
{
    private readonly WeavingContext _context;
    private readonly MethodSignature _signature;
    private readonly TaskKind _kind;
    private readonly SlotClass _slots;
    private readonly TypeDefinition _type;
    private readonly MethodDefinition _constructor;
    private readonly MethodDefinition _begin;
    private readonly TypeReference _task;
    private readonly FieldDefinition? _self;
    private readonly FieldDefinition[] _arguments;

    private WaitingCall(WeavingContext context, MethodSignature signature, TaskKind kind, SlotClass slots)
    {
        (_context, _signature, _kind, _slots) = (context, signature, kind, slots);

        // internal sealed class {name}_Call
        _type = slots.AddClass(context, MemberNames.IdentifierOf(signature.Method) + KnownNames.Generated.CallSuffix);
        _task = kind.TaskType(context.Module);
        var taken = new HashSet<string>(StringComparer.Ordinal) { _type.Name, KnownNames.Generated.BeginCall };
        var method = signature.Method;
        _self = method.HasThis ? AddField(KnownNames.Generated.SelfParameter, method.DeclaringType.Self(), taken) : null;
        _arguments = [.. method.Parameters.Select(parameter => AddField(parameter, taken))];
        _constructor = GeneratedClass.AddConstructor(context, _type, context.Framework.TryGetConstructor(KnownNames.Framework.Object)!);
        _begin = new MethodDefinition(KnownNames.Generated.BeginCall, MethodAttributes.Assembly | MethodAttributes.HideBySig, Inside(_task));
        _type.Methods.Add(_begin);
    }

    /// <summary>
    /// Adds the class. Returns null if calls of the method wait on their threads: the method returns no task, is the getter of a property (which returns a
    /// task that exists already), or has arguments or a struct instance that can't be kept in a field.
    /// </summary>
    public static WaitingCall? Add(WeavingContext context, MethodSignature signature, SlotClass slots)
    {
        var method = signature.Method;
        return TaskKind.Of(signature.ReturnType) is { } kind
            && !method.IsGetter
            && method.Parameters.Select(parameter => parameter.ParameterType.WithoutModifiers()).All(type => type.CanBeTypeArgument(method) && !type.MayHoldPointer())
            && (!method.HasThis || CanKeepSelf(method))
                ? new WaitingCall(context, signature, kind, slots)
                : null;
    }

    /// <summary>Writes the method that begins the call. Call this after the original has got its attributes, which are copied.</summary>
    public void Write(MethodDefinition original, Slot slot, SlotDelegate dispatch)
    {
        var il = _begin.Body.GetILProcessor();
        var field = _slots.Scope.IsEmpty ? slot.Reference : new FieldReference(slot.Field.Name, slot.Field.FieldType, _slots.Definition.Close(_type.GenericParameters));
        var replacement = il.Declare(Inside(dispatch.Type));

        // {delegateType} replacement = PatchSlots.{slot};
        // if (replacement == null)
        //     return [self.]{original}({arguments})[.AsTask()];
        // return replacement([self, ]{arguments})[.AsTask()];
        var patched = il.Create(OpCodes.Ldloc, replacement);
        il.Emit(OpCodes.Ldsfld, field);
        il.Emit(OpCodes.Stloc, replacement);
        il.Emit(OpCodes.Ldloc, replacement);
        il.Emit(OpCodes.Brtrue, patched);
        if (_self is not null)
            EmitSelf(il);

        foreach (var argument in _arguments)
            EmitField(il, OpCodes.Ldfld, argument);

        il.Emit(OpCodes.Call, _slots.Scope.IsEmpty ? original : original.CloseIn(_type));
        EmitReturn(il);
        il.Append(patched);
        foreach (var argument in _signature.Arguments)
        {
            if (argument.Parameter is { } parameter)
                EmitField(il, OpCodes.Ldfld, _arguments[parameter.Index]);
            else
                EmitSelf(il);
        }

        il.Emit(OpCodes.Callvirt, _slots.Scope.Inside(_type, dispatch.Invoke));
        EmitReturn(il);
        _begin.Body.OptimizeMacros();
        original.CopyAttributes(_begin, KnownNames.Framework.RequirementAttributes);
        ReplacementLocal.Name(_context, _begin, replacement, imports: null);
        Attributes.Hide(_context, _begin);
        BodyValidation.Check(_begin);
    }

    /// <summary>Appends the code that hands the call to the gate if the gate is closed.</summary>
    /// <param name="il">The processor of the stub.</param>
    /// <param name="gate">The field of the gate.</param>
    /// <param name="inside">The local that refers to the count of the call.</param>
    /// <param name="result">The local of the stub's result.</param>
    /// <param name="open">The instruction to continue at if the gate is open.</param>
    /// <param name="done">The instruction that leaves the block.</param>
    public void Emit(ILProcessor il, FieldDefinition gate, VariableDefinition inside, VariableDefinition result, Instruction open, Instruction done)
    {
        // if (inside.MustWait)
        //     return [new {valueTask}(]PatchGates.{gate}.WhenOpen(new {name}_Call { self = this, {parameter} = {parameter} }.Begin)[)];
        il.Emit(OpCodes.Ldloc, inside);
        il.Emit(OpCodes.Call, _context.Runtime.Gates.MustWait);
        il.Emit(OpCodes.Brfalse, open);
        il.Emit(OpCodes.Ldsfld, gate);
        il.Emit(OpCodes.Newobj, Closed(_constructor));
        if (_self is not null)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldarg, il.Body.ThisParameter);
            if (_signature.Method.DeclaringType.IsValueType)
                il.Emit(OpCodes.Ldobj, _signature.Method.DeclaringType.Self());

            il.Emit(OpCodes.Stfld, Closed(_self));
        }

        foreach (var parameter in _signature.Method.Parameters)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldarg, parameter);
            il.Emit(OpCodes.Stfld, Closed(_arguments[parameter.Index]));
        }

        il.Emit(OpCodes.Ldftn, Closed(_begin));
        il.Emit(OpCodes.Newobj, _context.Delegates.ConstructorOf(_task));
        il.Emit(OpCodes.Callvirt, _context.Runtime.Gates.WhenOpen(_task));
        if (_kind.IsValue)
            il.Emit(OpCodes.Newobj, _kind.FromTask(_context.Module));

        il.Emit(OpCodes.Stloc, result);
        il.Emit(OpCodes.Br, done);
    }

    /// <summary>Returns whether the instance can be kept. A struct is kept as a copy, as async methods do; another method might change the original struct.</summary>
    private static bool CanKeepSelf(MethodDefinition method)
        => !method.DeclaringType.IsValueType
            || (!method.DeclaringType.Has(KnownNames.Framework.IsByRefLikeAttribute)
                && !method.DeclaringType.MayHoldPointer()
                && (method.Has(KnownNames.Framework.AsyncStateMachineAttribute) || method.DeclaringType.Has(KnownNames.Framework.IsReadOnlyAttribute)));

    private FieldDefinition AddField(ParameterDefinition parameter, HashSet<string> taken)
    {
        var name = string.IsNullOrEmpty(parameter.Name) ? KnownNames.Generated.Argument + (parameter.Index + 1) : parameter.Name;
        var field = AddField(name, parameter.ParameterType, taken);
        parameter.CopyAttributes(field, KnownNames.Framework.FieldAttributes);
        return field;
    }

    private FieldDefinition AddField(string name, TypeReference type, HashSet<string> taken)
    {
        var field = new FieldDefinition(MemberNames.MakeUnique(name, taken), FieldAttributes.Assembly, Inside(type));
        _type.Fields.Add(field);
        return field;
    }

    private void EmitSelf(ILProcessor il) => EmitField(il, _signature.Method.DeclaringType.IsValueType ? OpCodes.Ldflda : OpCodes.Ldfld, _self!);

    private void EmitField(ILProcessor il, OpCode code, FieldDefinition field)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(code, _type.HasGenericParameters ? new FieldReference(field.Name, field.FieldType, _type.Self()) : field);
    }

    private void EmitReturn(ILProcessor il)
    {
        if (_kind.IsValue)
        {
            var result = il.Declare(Inside(_kind.Type));
            il.Emit(OpCodes.Stloc, result);
            il.Emit(OpCodes.Ldloca, result);
            il.Emit(OpCodes.Call, (_kind with { Type = Inside(_kind.Type) }).AsTask(_context.Module));
        }

        il.Emit(OpCodes.Ret);
    }

    private TypeReference Inside(TypeReference type) => _slots.Scope.Inside(_type, type);

    private FieldReference Closed(FieldDefinition field)
        => _slots.Scope.IsEmpty ? field : new FieldReference(field.Name, field.FieldType, _slots.Scope.Close(_type));

    private MethodReference Closed(MethodDefinition method)
        => _slots.Scope.IsEmpty ? method : new MethodReference(method.Name, method.ReturnType, _slots.Scope.Close(_type)) { HasThis = true };
}
