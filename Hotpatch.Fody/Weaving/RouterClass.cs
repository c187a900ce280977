using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Trimming;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Adds a class that picks a target for each call of a delegate type, for patches that hold for some calls only. Hotpatch.Runtime has such classes
/// for each <c>Func</c> and <c>Action</c> of up to eight parameters.
/// </summary>
internal sealed class RouterClass
{
    private readonly WeavingContext _context;
    private readonly RouterSignature _signature;
    private readonly MethodDefinition _invoke;
    private readonly ILProcessor _il;
    private readonly VariableDefinition _call;
    private readonly VariableDefinition _target;
    private readonly VariableDefinition? _result;

    private RouterClass(WeavingContext context, TypeDefinition type, RouterSignature signature)
    {
        (_context, _signature) = (context, signature);

        // Parameters without names have no rows in the metadata.
        _invoke = new MethodDefinition(KnownNames.Framework.Invoke, MethodAttributes.Public | MethodAttributes.HideBySig, signature.ReturnType);
        foreach (var parameter in signature.Parameters)
            _invoke.Parameters.Add(new ParameterDefinition(parameter));

        // The target is kept as a Delegate, so that routers of the same result share one signature of locals.
        _il = _invoke.Body.GetILProcessor();
        _call = _il.Declare(Members.Call);
        _target = _il.Declare(Members.Begin.ReturnType);
        _result = signature.ReturnType.IsVoid() ? null : _il.Declare(signature.ReturnType);
        type.Methods.Add(_invoke);
    }

    private RouterMembers Members => _context.Runtime.Routers;

    /// <summary>Returns the name of the router of a slot or of a delegate type. The runtime finds the class by this name.</summary>
    public static string NameFor(string name)
        => name.IndexOf('`') is >= 0 and var end ? name.Insert(end, RouterNames.Generated.RouterSuffix) : name + RouterNames.Generated.RouterSuffix;

    /// <summary>Adds the router of one slot beside it.</summary>
    public static TypeDefinition Add(WeavingContext context, MethodSignature signature, SlotDelegate dispatch, SlotClass slots, string slot)
    {
        // internal sealed class {slot}_Router : Router, nested in the slot's class
        var type = slots.AddClass(NameFor(slot), context.Runtime.Routers.Router);
        var invoke = Complete(context, type, RouterSignature.Of(signature, dispatch, slots.Scope, type));

        // The delegate type has the annotations of the method's parameters, which the router's callers have met.
        if (signature.Method.HasParameters && signature.Method.Parameters.Any(parameter => parameter.Has(TrimmingNames.DynamicallyAccessedMembers)))
            context.Suppressions.Add(invoke, [TrimmingNames.Warnings.ArgumentOfMethod]);

        return type;
    }

    /// <summary>Writes the members of a router, and returns its <c>Invoke</c>.</summary>
    public static MethodDefinition Complete(WeavingContext context, TypeDefinition router, RouterSignature signature)
    {
        GeneratedClass.AddConstructor(context, router, context.Runtime.Routers.Constructor);
        return new RouterClass(context, router, signature).Write();
    }

    // public {returnType} Invoke([{declaringType} self, ]{parameters})
    // {
    //     RoutedCall call = default;
    // begin:
    //     Delegate target = Begin(ref call, self); with null if the method is static or the instance a value;
    //                       BeginWith(ref call, {argument}) if the first argument may be the instance
    //     if (call.IsPassing)
    //         call.Pass(ref {argument}); for each argument that can be an object
    //     if (target == null)
    //     {
    //         if (Run(ref call))
    //             goto begin;
    //         return Result<{returnType}>(ref call); not if there is a result that can't be an object
    //     }
    //     {returnType} result;
    //     try
    //     {
    //         result = (({delegateType})target)({arguments});
    //     }
    //     catch (object exception) when (Fault(exception, ref call))
    //     {
    //         goto begin;
    //     }
    //     return End(result, ref call); EndVoid(ref call) if there is no result that can be an object
    // }
    private MethodDefinition Write()
    {
        var begin = _il.Create(OpCodes.Ldarg_0);
        var enter = _il.Create(OpCodes.Ldloc, _target);
        EmitBegin(begin, enter);
        EmitCall(enter, begin);
        _invoke.Body.OptimizeMacros();
        NameLocals();
        Attributes.Hide(_context, _invoke);
        BodyValidation.Check(_invoke);
        return _invoke;
    }

    private void EmitBegin(Instruction begin, Instruction enter)
    {
        _il.Append(begin);
        _il.Emit(OpCodes.Ldloca, _call);
        _il.Emit(_signature.First == RouterSignature.FirstArgument.NoInstance ? OpCodes.Ldnull : OpCodes.Ldarg_1);
        _il.Emit(
            OpCodes.Call,
            _signature.First == RouterSignature.FirstArgument.MayBeInstance ? Of(Members.BeginWith, _invoke.Parameters[0].ParameterType) : Members.Begin);
        _il.Emit(OpCodes.Stloc, _target);

        var end = _il.Create(OpCodes.Ldloc, _target);
        EmitPass(end);
        _il.Append(end);
        _il.Emit(OpCodes.Brtrue, enter);
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldloca, _call);
        _il.Emit(OpCodes.Call, Members.Run);
        _il.Emit(OpCodes.Brtrue, begin);

        // The runtime refuses plans that return a result themselves if it can't be an object. Otherwise, the call of null below throws.
        if (_result is not null && !_signature.CanResultBeObject)
            return;

        if (_result is not null)
        {
            _il.Emit(OpCodes.Ldloca, _call);
            _il.Emit(OpCodes.Call, Of(Members.Result, _invoke.ReturnType));
        }

        _il.Emit(OpCodes.Ret);
    }

    private void EmitPass(Instruction end)
    {
        var passed = _signature.Passed;
        if (passed.All(type => type is null))
            return;

        _il.Emit(OpCodes.Ldloca, _call);
        _il.Emit(OpCodes.Call, Members.IsPassing);
        _il.Emit(OpCodes.Brfalse, end);
        for (var i = 0; i < passed.Count; i++)
        {
            if (passed[i] is not { } type)
                continue;

            var parameter = _invoke.Parameters[i];
            _il.Emit(OpCodes.Ldloca, _call);
            _il.Emit(parameter.ParameterType is ByReferenceType ? OpCodes.Ldarg : OpCodes.Ldarga, parameter);
            _il.Emit(OpCodes.Call, Of(Members.Pass, type));
        }
    }

    private void EmitCall(Instruction enter, Instruction begin)
    {
        var end = _result is null ? _il.Create(OpCodes.Ldloca, _call) : _il.Create(OpCodes.Ldloc, _result);
        _il.Append(enter);
        _il.Emit(OpCodes.Castclass, _signature.Invoke.DeclaringType);
        foreach (var parameter in _invoke.Parameters)
            _il.Emit(OpCodes.Ldarg, parameter);

        _il.Emit(OpCodes.Callvirt, _signature.Invoke);
        if (_result is not null)
            _il.Emit(OpCodes.Stloc, _result);

        _il.Emit(OpCodes.Leave, end);

        // when (Fault(exception, ref call)): the exception is on the stack
        var filter = _il.Create(OpCodes.Ldloca, _call);
        _il.Append(filter);
        _il.Emit(OpCodes.Call, Members.Fault);
        _il.Emit(OpCodes.Endfilter);
        var handler = _il.Create(OpCodes.Pop);
        _il.Append(handler);
        _il.Emit(OpCodes.Leave, begin);
        EmitEnd(end);
        _il.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Filter)
        {
            TryStart = enter,
            TryEnd = filter,
            FilterStart = filter,
            HandlerStart = handler,
            HandlerEnd = end,
        });
    }

    private void EmitEnd(Instruction end)
    {
        _il.Append(end);
        if (_result is not null)
            _il.Emit(OpCodes.Ldloca, _call);

        _il.Emit(OpCodes.Call, _signature.CanResultBeObject ? Of(Members.End, _invoke.ReturnType) : Members.EndVoid);
        _il.Emit(OpCodes.Ret);
    }

    private void NameLocals()
    {
        if (!_context.Module.HasSymbols)
            return;

        var scope = _invoke.DebugInformation.Scope = new ScopeDebugInformation(_invoke.Body.Instructions[0], end: null);
        Name(_call, RouterNames.Generated.CallLocal);
        Name(_target, RouterNames.Generated.TargetLocal);
        if (_result is not null)
            Name(_result, RouterNames.Generated.ResultLocal);

        void Name(VariableDefinition local, string name) => scope.Variables.Add(new VariableDebugInformation(local, name) { IsDebuggerHidden = true });
    }

    private static GenericInstanceMethod Of(MethodReference method, TypeReference type) => new(method) { GenericArguments = { type } };
}
