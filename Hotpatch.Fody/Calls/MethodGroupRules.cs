using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Calls;

/// <summary>
/// The rules for delegates that are made from method groups. Through a call stub, the delegate calls the same, but its <c>Method</c> is the stub: other code
/// that reads the method by reflection would find neither its attributes nor its shape.
/// </summary>
internal static class MethodGroupRules
{
    /// <summary>Namespaces of attributes that are for compilers, tools and the runtime, not for code that is given a delegate.</summary>
    private static readonly string[] OfTools =
    [
        KnownNames.Framework.System, "System.Diagnostics", "System.Diagnostics.CodeAnalysis", "System.Security", "Microsoft.CodeAnalysis", KnownNames.Framework.FSharpCore,
        "JetBrains.Annotations",
    ];

    /// <summary>Returns why a delegate stays as it is; null if it need not.</summary>
    /// <param name="caller">The method that creates the delegate.</param>
    /// <param name="creation">The instruction that creates it.</param>
    /// <param name="method">The method that the delegate calls.</param>
    public static string? Find(MethodDefinition caller, Instruction creation, MethodDefinition method)
        => HasAttributes(method) ? "the delegate's method has attributes that code may read from it"
            : ConsumerOf(caller, creation) is not { } consumer ? null
            : consumer.IsOfHotpatch ? "the delegate is passed to Hotpatch, which is to know the method itself"
            : consumer.IsUntyped ? "the delegate is passed as a System.Delegate or an object, and code may read its method from it"
            : null;

    private static bool HasAttributes(MethodDefinition method)
        => method.Parameters.Cast<ICustomAttributeProvider>().Concat([method, method.MethodReturnType])
            .Any(provider => provider.HasCustomAttributes && provider.CustomAttributes.Any(attribute => !IsForTools(attribute.AttributeType)));

    private static bool IsForTools(TypeReference attribute)
        => OfTools.Contains(attribute.Namespace, StringComparer.Ordinal)
            || attribute.Namespace.StartsWith("System.Runtime.", StringComparison.Ordinal)
            || attribute.FullName == "System.ComponentModel.EditorBrowsableAttribute";

    /// <summary>Returns where the delegate goes; null if it is not known.</summary>
    private static (bool IsUntyped, bool IsOfHotpatch)? ConsumerOf(MethodDefinition caller, Instruction creation)
    {
        var above = 0;
        for (var next = creation.Next; next is not null; next = next.Next)
        {
            // The compiler keeps a delegate of a static method in a field. One copy goes there, the other on.
            if (next.OpCode.Code == Code.Dup && above == 0)
            {
                above = 1;
                continue;
            }

            if (next.OpCode.Code == Code.Ret)
                return (IsUntyped(caller.ReturnType), false);

            var popped = StackEffect.Popped(next);
            if (popped > above)
                return Use(next, above);

            if (next.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Throw)
                return null;

            above += StackEffect.Pushed(next) - popped;
        }

        return null;
    }

    private static (bool IsUntyped, bool IsOfHotpatch)? Use(Instruction instruction, int above)
        => instruction.Operand switch
        {
            MethodReference called => (
                called.Parameters.Count > above && IsUntyped(called.Parameters[called.Parameters.Count - 1 - above].ParameterType),
                called.DeclaringType.Scope.Name == KnownNames.Runtime.Assembly),
            FieldReference field => (IsUntyped(field.FieldType), false),
            _ => null,
        };

    private static bool IsUntyped(TypeReference type)
        => type.FullName is KnownNames.Framework.Object or KnownNames.Framework.MulticastDelegate or KnownNames.Framework.Delegate;
}
