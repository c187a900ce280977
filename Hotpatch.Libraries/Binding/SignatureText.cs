using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>Formats signatures in the syntax of C#, for messages: <c>(ref Counter, int) => int</c>.</summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class SignatureText
{
    /// <summary>Formats the signature of a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="skip">The number of first parameters to leave out.</param>
    /// <param name="isFull">Whether types are named with their assemblies.</param>
    public static string Of(MethodInfo method, int skip, bool isFull)
    {
        var parameters = method.GetParameters().Skip(skip).Select(parameter => Of(parameter, isFull));
        return $"({string.Join(", ", parameters)}) => {Of(method.ReturnType, isFull)}";
    }

    /// <summary>Formats the signature that a replacement of this method has: the instance is the first parameter.</summary>
    /// <param name="method">The method.</param>
    /// <param name="ofCalls">Whether calls of the method are patched. A constructor then returns the object.</param>
    public static string OfOpen(MethodBase method, bool ofCalls)
    {
        var isCreation = ofCalls && method.IsConstructor;
        var parameters = method.GetParameters().Select(parameter => Of(parameter, isFull: false));
        var self = method.IsStatic || isCreation ? [] : new[] { (method.DeclaringType!.IsValueType ? "ref " : "") + DelegateText.Describe(method.DeclaringType) };
        var result = method is MethodInfo { ReturnType: var type } ? DelegateText.Describe(type) : isCreation ? DelegateText.Describe(method.DeclaringType!) : "void";
        return $"({string.Join(", ", self.Concat(parameters))}) => {result}";
    }

    private static string Of(ParameterInfo parameter, bool isFull)
    {
        var type = parameter.ParameterType;
        if (!type.IsByRef)
            return Of(type, isFull);

        var kind = parameter.IsOut ? "out" : parameter.IsIn ? "in" : "ref";
        return $"{kind} {Of(type.GetElementType()!, isFull)}";
    }

    // The full form names the assembly, to tell two types of the same name apart.
    private static string Of(Type type, bool isFull)
        => isFull && !type.IsPrimitive ? $"{type} of {type.Assembly.GetName().Name} {type.Assembly.GetName().Version}" : DelegateText.Describe(type);
}
