using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>A task type. A call that returns one ends when the task completes.</summary>
/// <param name="Type">The task type.</param>
/// <param name="IsValue">Whether the type is a <c>ValueTask</c>.</param>
internal sealed record TaskKind(TypeReference Type, bool IsValue)
{
    /// <summary>Returns null if the type is no task type. Then a call ends when it returns.</summary>
    public static TaskKind? Of(TypeReference returnType)
    {
        var type = returnType.WithoutModifiers();
        return type.DefinitionName() switch
        {
            KnownNames.Framework.Task or KnownNames.Framework.TaskOfResult => new TaskKind(type, IsValue: false),
            KnownNames.Framework.ValueTask or KnownNames.Framework.ValueTaskOfResult => new TaskKind(type, IsValue: true),
            _ => null,
        };
    }

    /// <summary>Returns the <c>Task</c> type: the type itself, or the type that <c>AsTask</c> of a value task returns.</summary>
    public TypeReference TaskType(ModuleDefinition module)
    {
        if (!IsValue)
            return Type;

        var open = module.ImportReference(Type.Resolve().SingleMethod(KnownNames.Framework.AsTask).ReturnType.Resolve());
        return Type is GenericInstanceType { GenericArguments: var arguments } ? open.Close(arguments) : open;
    }

    /// <summary>Returns <c>IsCompleted</c> of a value task.</summary>
    public MethodReference IsCompleted(ModuleDefinition module) => On(module, method => method.Name == KnownNames.Framework.GetIsCompleted);

    /// <summary>Returns <c>AsTask</c> of a value task.</summary>
    public MethodReference AsTask(ModuleDefinition module) => On(module, method => method.Name == KnownNames.Framework.AsTask);

    /// <summary>Returns the constructor that makes a value task from a task.</summary>
    public MethodReference FromTask(ModuleDefinition module)
        => On(module, method => method is { IsConstructor: true, IsStatic: false, Parameters: [{ ParameterType: var parameter }] }
            && parameter.GetElementType().FullName is KnownNames.Framework.Task or KnownNames.Framework.TaskOfResult);

    private MethodReference On(ModuleDefinition module, Func<MethodDefinition, bool> which)
    {
        var open = module.ImportReference(Type.Resolve().Methods.Single(which));
        var reference = new MethodReference(open.Name, open.ReturnType, Type) { HasThis = true };
        foreach (var parameter in open.Parameters)
            reference.Parameters.Add(new ParameterDefinition(parameter.ParameterType));

        return reference;
    }
}
