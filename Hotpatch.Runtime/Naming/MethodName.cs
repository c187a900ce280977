using System.Reflection;
using System.Text;

namespace Hotpatch.Naming;

/// <summary>Formats full names of methods: <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
/// <remarks>
/// Nested types are separated by <c>+</c>. Conversion operators can differ only in their result, so their names end in it, as in XML documentation:
/// <c>op_Explicit(Shop.Money)~System.Int32</c>.
/// </remarks>
internal static class MethodName
{
    private static readonly string[] AccessorPrefixes = ["get_", "set_", "add_", "remove_"];

    /// <summary>The character between the assembly that makes calls and the name of the called method.</summary>
    public const char CallerEnd = '!';

    /// <summary>The caller in the name of the calls of all assemblies.</summary>
    public const string AllCallers = "*";

    /// <summary>Returns the full name of an assembly's calls to a method: <c>Shop!System.DateTime.get_UtcNow()</c>.</summary>
    /// <param name="caller">The assembly that makes the calls; null for all assemblies.</param>
    /// <param name="method">The called method.</param>
    public static string OfCalls(Assembly? caller, MethodBase method) => (caller?.GetName().Name ?? AllCallers) + CallerEnd + Of(method);

    /// <summary>Returns the full name of a method.</summary>
    public static string Of(MethodBase method)
    {
        var text = new StringBuilder();
        if (method.DeclaringType is { } type)
            AppendType(text, type).Append('.');

        text.Append(method.Name);
        if (method.IsGenericMethod)
            AppendArguments(text, method.GetGenericArguments());

        text.Append('(');
        var parameters = method.GetParameters();
        for (var i = 0; i < parameters.Length; i++)
        {
            if (i > 0)
                text.Append(',');

            AppendType(text, parameters[i].ParameterType);
        }

        text.Append(')');
        if (method is MethodInfo { IsSpecialName: true, Name: "op_Implicit" or "op_Explicit" } conversion)
            AppendType(text.Append('~'), conversion.ReturnType);

        return text.ToString();
    }

    /// <summary>
    /// Returns whether a name that a caller asks for is this full name, with or without its parameter list and a conversion's result.
    /// </summary>
    public static bool IsMeant(string wanted, string name)
        => wanted == name
            || (name.Length > wanted.Length && name[wanted.Length] is '(' or '~' && name.StartsWith(wanted, StringComparison.Ordinal));

    /// <summary>Returns whether a name that a caller asks for is this full name without its type parameters.</summary>
    public static bool IsMeantGeneric(string wanted, string name)
        => name.Length > wanted.Length && name[wanted.Length] == '<' && name.StartsWith(wanted, StringComparison.Ordinal);

    /// <summary>Returns the method's name, and the name of its property or event if it is an accessor.</summary>
    public static IEnumerable<string> SimpleNamesOf(MethodBase method)
    {
        var name = method.Name;
        return method.IsSpecialName && Array.Find(AccessorPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } accessor
            ? new[] { name, name.Substring(accessor.Length) }
            : new[] { name };
    }

    /// <summary>Returns whether a name of a called method is that of a method: one of its simple names, or <c>Constructor</c>, as handles are named.</summary>
    public static bool IsCalled(MethodBase method, string name)
        => SimpleNamesOf(method).Contains(name, StringComparer.Ordinal) || (method.IsConstructor && name == "Constructor");

    /// <summary>Returns the full name of a type.</summary>
    public static string Of(Type type) => AppendType(new StringBuilder(), type).ToString();

    private static StringBuilder AppendType(StringBuilder text, Type type)
    {
        if (type.HasElementType)
            return AppendType(text, type.GetElementType()!).Append(ElementSuffix(type));

        if (type.IsGenericParameter)
            return text.Append(type.Name);

#if NET
        // A function pointer has no name. Its signature tells overloads apart.
        if (type.IsFunctionPointer)
            return AppendArguments(text.Append(type.IsUnmanagedFunctionPointer ? "delegate*unmanaged" : "delegate*"), FunctionPointers.TypesOf(type));
#endif

        if (!type.IsGenericType || type.IsGenericTypeDefinition)
            return text.Append(type.FullName);

        // Type.FullName would add the assembly to each type argument.
        return AppendArguments(AppendType(text, type.GetGenericTypeDefinition()), type.GetGenericArguments());
    }

    private static StringBuilder AppendArguments(StringBuilder text, Type[] arguments)
    {
        text.Append('<');
        for (var i = 0; i < arguments.Length; i++)
        {
            if (i > 0)
                text.Append(',');

            AppendType(text, arguments[i]);
        }

        return text.Append('>');
    }

    private static string ElementSuffix(Type type)
        => type.IsByRef ? "&" : type.IsPointer ? "*" : "[" + new string(',', type.GetArrayRank() - 1) + "]";
}
