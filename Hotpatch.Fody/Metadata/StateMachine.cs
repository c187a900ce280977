using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>The state machine that the compiler made of an async method's or an iterator's body.</summary>
internal static class StateMachine
{
    /// <summary>The method that holds the body's code, or null where the method's body is its own.</summary>
    public static MethodDefinition? MoveNextOf(MethodDefinition method)
    {
        var attribute = method.CustomAttributes.FirstOrDefault(
            candidate => KnownNames.Framework.StateMachineAttributes.Contains(candidate.AttributeType.FullName));

        return attribute is { ConstructorArguments: [{ Value: TypeReference type }] }
            ? type.GetElementType().Resolve()?.Methods.FirstOrDefault(candidate => candidate.Name == KnownNames.Framework.MoveNext)
            : null;
    }
}
