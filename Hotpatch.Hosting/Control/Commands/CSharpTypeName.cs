using System.Reflection;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Writes types as C# source names them, with their namespaces.</summary>
internal static class CSharpTypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char", [typeof(sbyte)] = "sbyte",
        [typeof(byte)] = "byte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
    };

    public static string OfResult(MethodInfo invoke)
        => invoke.ReturnType.IsByRef
            ? (invoke.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "InAttribute") ? "ref readonly " : "ref ") + Of(invoke.ReturnType.GetElementType()!)
            : Of(invoke.ReturnType);

    public static string OfParameter(ParameterInfo parameter)
        => !parameter.ParameterType.IsByRef ? Of(parameter.ParameterType)
            : (parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ") + Of(parameter.ParameterType.GetElementType()!);

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;

        if (type.IsArray)
            return OfArray(type);

        if (type.IsPointer)
            return Of(type.GetElementType()!) + "*";

        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value) + "?";

        var arguments = new Queue<Type>(type.GetGenericArguments());
        var names = new Stack<Type>();
        for (var outer = type; outer is not null; outer = outer.DeclaringType)
            names.Push(outer);

        return (type.Namespace is { Length: > 0 } space ? $"global::{space}." : "global::") + string.Join('.', names.Select(name => OfOne(name, arguments)));
    }

    // int[,][] is an array of two dimensions whose elements are arrays.
    private static string OfArray(Type type)
    {
        var ranks = string.Empty;
        var element = type;
        for (; element.IsArray; element = element.GetElementType()!)
            ranks += $"[{new string(',', element.GetArrayRank() - 1)}]";

        return Of(element) + ranks;
    }

    private static string OfOne(Type type, Queue<Type> arguments)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        if (tick < 0)
            return type.Name;

        var count = int.Parse(type.Name.AsSpan(tick + 1), provider: System.Globalization.CultureInfo.InvariantCulture);
        return $"{type.Name[..tick]}<{string.Join(", ", Enumerable.Range(0, count).Select(_ => Of(arguments.Dequeue())))}>";
    }
}
