using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Finds the state machine that the compiler made of the body of an async method or an iterator.</summary>
internal static class StateMachine
{
    /// <summary>Returns the state machine's method that holds the body's code, or null if the method has no state machine.</summary>
    public static MethodDefinition? MoveNextOf(MethodDefinition method)
    {
        var attribute = method.CustomAttributes.FirstOrDefault(
            candidate => KnownNames.Framework.StateMachineAttributes.Contains(candidate.AttributeType.FullName));

        return attribute is { ConstructorArguments: [{ Value: TypeReference type }] }
            ? type.GetElementType().Resolve()?.Methods.FirstOrDefault(candidate => candidate.Name == KnownNames.Framework.MoveNext)
            : null;
    }
}
