using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Creates originals: the generated methods that hold the source bodies of patchable methods.</summary>
internal static class OriginalMethod
{
    /// <summary>
    /// Adds the original to the method's type, and moves the body and its symbols to it. The method keeps an empty body.
    /// </summary>
    public static MethodDefinition TakeBodyOf(MethodDefinition method, string name, Coverage coverage)
    {
        var original = Declare(method, name);
        method.DeclaringType.Methods.Insert(coverage.PlaceOf(method), original);

        // If there are symbols, Cecil reads every body when it writes the assembly, so sharing an unread body saves nothing.
        if (method.Module.HasSymbols)
        {
            MoveBody(method, original);
            MoveSymbols(method, original);
        }
        else if (method.HasUnreadBody())
        {
            method.ShareUnreadBody(original);
        }
        else
        {
            MoveBody(method, original);
        }

        method.Body = new MethodBody(method);
        method.DebugInformation = null!;
        return original;
    }

    /// <summary>
    /// Adds the original to the method's type, and moves the import and its marshalling information to it. The method becomes a managed method with
    /// an empty body.
    /// </summary>
    public static MethodDefinition TakeImportOf(MethodDefinition method, string name)
    {
        var original = Declare(method, name);
        method.DeclaringType.Methods.Add(original);

        original.PInvokeInfo = method.PInvokeInfo;
        original.IsPInvokeImpl = true;
        original.MethodReturnType.MarshalInfo = method.MethodReturnType.MarshalInfo;
        for (var i = 0; i < method.Parameters.Count; i++)
            original.Parameters[i].MarshalInfo = method.Parameters[i].MarshalInfo;

        // An import without an entry point takes the method's name, which is another now.
        if (string.IsNullOrEmpty(original.PInvokeInfo.EntryPoint))
            original.PInvokeInfo.EntryPoint = method.Name;

        method.PInvokeInfo = null;
        method.IsPInvokeImpl = false;
        method.IsPreserveSig = false;
        method.Body = new MethodBody(method);
        return original;
    }

    /// <summary>Returns an original without a body. It is not yet a member of the type.</summary>
    // private [static] {returnType} {name}<{typeParameters}>({parameters})
    // The body names type parameters by position. The original has the same positions.
    public static MethodDefinition Declare(MethodDefinition method, string name)
    {
        // .NET Framework looks for imperative security in the stack frame of the body that asserts or denies.
        const MethodAttributes OfBody = MethodAttributes.Static | MethodAttributes.RequireSecObject;
        var attributes = MethodAttributes.Private | MethodAttributes.HideBySig | (method.Attributes & OfBody);
        var original = new MethodDefinition(name, attributes, method.ReturnType)
        {
            ImplAttributes = method.ImplAttributes,
            HasThis = method.HasThis,
            ExplicitThis = method.ExplicitThis,
            CallingConvention = method.CallingConvention,
        };

        if (method.HasGenericParameters)
            method.GenericParameters.CopyTo(original, type => type);

        if (!method.HasParameters)
            return original;

        original.Parameters.Capacity = method.Parameters.Count;
        foreach (var parameter in method.Parameters)
        {
            var copy = parameter.CopyAs(parameter.ParameterType);
            original.Parameters.Add(copy);

            // Only debuggers show the names, and they need symbols. Without symbols, leaving the names out saves a row for each parameter.
            if (!method.Module.HasSymbols)
                copy.Name = null;
        }

        return original;
    }

    private static void MoveBody(MethodDefinition method, MethodDefinition original)
    {
        var source = method.Body;
        var target = new MethodBody(original) { InitLocals = source.InitLocals, MaxStackSize = source.MaxStackSize };
        target.Instructions.Capacity = source.Instructions.Count;

        foreach (var variable in source.Variables)
            target.Variables.Add(variable);

        foreach (var instruction in source.Instructions)
        {
            if (instruction.Operand is ParameterDefinition parameter)
                instruction.Operand = parameter == source.ThisParameter ? target.ThisParameter : original.Parameters[parameter.Index];

            target.Instructions.Add(instruction);
        }

        foreach (var handler in source.ExceptionHandlers)
            target.ExceptionHandlers.Add(handler);

        original.Body = target;
    }

    private static void MoveSymbols(MethodDefinition method, MethodDefinition original)
    {
        var source = method.DebugInformation;
        var target = original.DebugInformation;

        target.Scope = source.Scope;
        target.StateMachineKickOffMethod = source.StateMachineKickOffMethod;
        foreach (var point in source.SequencePoints)
            target.SequencePoints.Add(point);

        foreach (var information in method.CustomDebugInformations)
            original.CustomDebugInformations.Add(information);

        if (StateMachine.MoveNextOf(method) is { } moveNext && moveNext.DebugInformation.StateMachineKickOffMethod == method)
            moveNext.DebugInformation.StateMachineKickOffMethod = original;

        method.CustomDebugInformations.Clear();
    }
}
