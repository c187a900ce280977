using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Calls;

/// <summary>A generated method through which this assembly's calls to a method of another assembly go. It is woven like any patchable method.</summary>
/// <param name="Method">The generated method.</param>
/// <param name="Target">The called method.</param>
/// <param name="Open">The called method on its open type, for tokens.</param>
/// <param name="Closed">The called method, closed over the type parameters of the stub's class.</param>
internal sealed record CallStub(MethodDefinition Method, CalledMethod Target, MethodReference Open, MethodReference Closed)
{
    /// <summary>The stub for constrained calls; null if there are none. Its body is written when the stub has a slot.</summary>
    public MethodDefinition? Constrained { get; set; }

    /// <summary>The signature of the stub's replacements.</summary>
    public MethodSignature Signature => MethodSignature.Of(Method) with { IsFirstInstance = Target is { HasInstance: true, Definition.DeclaringType.IsValueType: false } };
}
