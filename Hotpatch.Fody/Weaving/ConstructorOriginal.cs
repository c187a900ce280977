using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Weaving;

/// <summary>Creates the original of a constructor: the code of the source after the chained call.</summary>
internal static class ConstructorOriginal
{
    /// <summary>Adds the original to the constructor's type, and moves the rest of the body and its symbols to it. The start of the body stays.</summary>
    public static MethodDefinition Take(WeavingContext context, MethodDefinition constructor, ConstructorCut cut, string name, Coverage coverage)
    {
        var assignsReadOnly = AssignsReadOnly(cut.Rest);
        var original = cut.Call is null ? OriginalMethod.TakeBodyOf(constructor, name, coverage) : TakeRest(constructor, cut, name, coverage);

        // void modreq(IsExternalInit) {name}({parameters})
        // Init accessors have this modifier too: with it, verifiers let a method assign readonly fields. The runtime needs no permission, so the modifier
        // may be missing if the framework has no such type.
        if (assignsReadOnly && context.Framework.TryGet(KnownNames.Framework.IsExternalInit) is { } isExternalInit)
            original.ReturnType = new RequiredModifierType(isExternalInit, original.ReturnType);

        return original;
    }

    private static bool AssignsReadOnly(Instruction rest)
    {
        for (var instruction = rest; instruction is not null; instruction = instruction.Next)
        {
            if (instruction is { OpCode.Code: Code.Stfld or Code.Ldflda, Operand: FieldReference field } && field.Resolve() is { IsInitOnly: true })
                return true;
        }

        return false;
    }

    private static MethodDefinition TakeRest(MethodDefinition constructor, ConstructorCut cut, string name, Coverage coverage)
    {
        var original = OriginalMethod.Declare(constructor, name);
        constructor.DeclaringType.Methods.Insert(coverage.PlaceOf(constructor), original);

        var source = constructor.Body;
        var target = new MethodBody(original) { InitLocals = source.InitLocals, MaxStackSize = source.MaxStackSize };
        var symbols = ConstructorSymbols.Read(constructor, cut);
        source.SimplifyMacros();
        foreach (var closure in cut.Closures)
            LoadArguments(source, closure, cut.Rest);

        Instruction[] moved = [.. cut.Closures.SelectMany(closure => closure.Instructions), .. From(cut.Rest)];
        Move(source, target, moved);
        var (kept, taken) = MoveLocals(source, target);
        MoveHandlers(source, target);
        original.Body = target;
        symbols?.Write(original, kept, taken);
        target.OptimizeMacros();
        return original;
    }

    // {closure}.{field}
    // becomes
    // {argument}
    private static void LoadArguments(MethodBody source, ClosureCreation closure, Instruction rest)
    {
        var il = source.GetILProcessor();
        for (var instruction = source.Instructions[0]; instruction != rest; instruction = instruction.Next)
        {
            if (closure.Local is null || instruction.Operand != closure.Local || closure.Instructions.Contains(instruction))
                continue;

            var field = instruction.Next;
            instruction.OpCode = field.OpCode.Code == Code.Ldflda ? OpCodes.Ldarga : OpCodes.Ldarg;
            instruction.Operand = closure.Arguments[((FieldReference)field.Operand).Name];
            il.Remove(field);
        }
    }

    private static void Move(MethodBody source, MethodBody target, Instruction[] moved)
    {
        var parameters = target.Method.Parameters;
        foreach (var instruction in moved)
            source.Instructions.Remove(instruction);

        foreach (var instruction in moved)
        {
            if (instruction.Operand is ParameterDefinition parameter)
                instruction.Operand = parameter == source.ThisParameter ? target.ThisParameter : parameters[parameter.Index];

            target.Instructions.Add(instruction);
        }
    }

    /// <summary>Gives each body the locals that it uses. A local that both use becomes two: the source has two variables.</summary>
    /// <returns>The locals of each body, by their former indices.</returns>
    private static (Dictionary<int, VariableDefinition> Kept, Dictionary<int, VariableDefinition> Taken) MoveLocals(MethodBody source, MethodBody target)
    {
        var kept = source.Instructions.Select(instruction => instruction.Operand).OfType<VariableDefinition>().Distinct().ToDictionary(local => local.Index);
        var used = new HashSet<VariableDefinition>(target.Instructions.Select(instruction => instruction.Operand).OfType<VariableDefinition>());
        var taken = source.Variables.Where(used.Contains).ToDictionary(local => local, local => new VariableDefinition(local.VariableType));
        var places = taken.ToDictionary(pair => pair.Key.Index, pair => pair.Value);
        foreach (var local in taken.Values)
            target.Variables.Add(local);

        foreach (var instruction in target.Instructions)
        {
            if (instruction.Operand is VariableDefinition local)
                instruction.Operand = taken[local];
        }

        foreach (var local in source.Variables.Except(kept.Values).ToArray())
            source.Variables.Remove(local);

        return (kept, places);
    }

    private static void MoveHandlers(MethodBody source, MethodBody target)
    {
        var moved = new HashSet<Instruction>(target.Instructions);
        foreach (var handler in source.ExceptionHandlers.Where(handler => moved.Contains(handler.TryStart)).ToArray())
        {
            source.ExceptionHandlers.Remove(handler);
            target.ExceptionHandlers.Add(handler);
        }
    }

    private static IEnumerable<Instruction> From(Instruction rest)
    {
        for (var instruction = rest; instruction is not null; instruction = instruction.Next)
            yield return instruction;
    }
}
