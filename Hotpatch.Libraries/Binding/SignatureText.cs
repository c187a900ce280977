using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>Signatures as C# spells them, for messages: <c>(ref Counter, int) => int</c>.</summary>
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal static class SignatureText
{
    /// <summary>That of the delegates that a handle takes.</summary>
    public static string OfDelegate(Type delegateType, bool isFull) => Of(delegateType.GetMethod("Invoke")!, skip: 0, isFull);

    /// <summary>That of a method, without its first parameters.</summary>
    public static string Of(MethodInfo method, int skip, bool isFull)
    {
        var parameters = method.GetParameters().Skip(skip).Select(parameter => Of(parameter, isFull));
        return $"({string.Join(", ", parameters)}) => {Of(method.ReturnType, isFull)}";
    }

    /// <summary>That of what patches a method of a generic type, or a generic method: the instance first.</summary>
    public static string OfOpen(MethodBase method)
    {
        var parameters = method.GetParameters().Select(parameter => Of(parameter, isFull: false));
        var self = method.IsStatic ? [] : new[] { (method.DeclaringType!.IsValueType ? "ref " : "") + DelegateText.Describe(method.DeclaringType) };
        var result = method is MethodInfo { ReturnType: var type } ? DelegateText.Describe(type) : "void";
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

    /// <summary>In full, with the assembly: where two types look alike otherwise.</summary>
    private static string Of(Type type, bool isFull)
        => isFull && !type.IsPrimitive ? $"{type} of {type.Assembly.GetName().Name} {type.Assembly.GetName().Version}" : DelegateText.Describe(type);
}
