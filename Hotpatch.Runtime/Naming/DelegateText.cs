using System.Text;

namespace Hotpatch.Naming;

/// <summary>Formats types and delegates as C# code, for messages: <c>Func&lt;PriceService, int, decimal&gt;</c>.</summary>
internal static class DelegateText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(void)] = "void",
    };

    /// <summary>
    /// Formats a delegate by its type. If the compiler generated the delegate type, formats the signature instead: <c>(int, ref int) => int</c>.
    /// </summary>
    public static string Describe(Delegate @delegate)
    {
        var type = @delegate.GetType();
        if (type.Name[0] != '<')
            return Describe(type);

        var method = @delegate.Method;
        return $"({string.Join(", ", method.GetParameters().Select(p => Describe(p.ParameterType)))}) => {Describe(method.ReturnType)}";
    }

    /// <summary>Formats a type.</summary>
    public static string Describe(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;

        if (type.IsArray)
            return Describe(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";

        if (type.IsByRef)
            return "ref " + Describe(type.GetElementType()!);

        if (type.IsPointer)
            return Describe(type.GetElementType()!) + "*";

#if NET
        if (type.IsFunctionPointer)
            return $"delegate*{(type.IsUnmanagedFunctionPointer ? " unmanaged" : string.Empty)}<{string.Join(", ", FunctionPointers.TypesOf(type).Select(Describe))}>";
#endif

        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Describe(underlying) + "?";

        return DescribeNamed(type);
    }

    private static string DescribeNamed(Type type)
    {
        var text = new StringBuilder();
        var arguments = type.GetGenericArguments();
        var used = 0;
        foreach (var part in Nesting(type))
        {
            if (text.Length > 0)
                text.Append('.');

            var tick = part.Name.IndexOf('`');
            text.Append(tick < 0 ? part.Name : part.Name.Substring(0, tick));

            // In metadata, a nested type repeats the type parameters of the types that contain it. Show each parameter with the type that declares it.
            var count = part.GetGenericArguments().Length;
            if (count > used)
                text.Append('<').Append(string.Join(", ", arguments.Skip(used).Take(count - used).Select(Describe))).Append('>');

            used = count;
        }

        return text.ToString();
    }

    private static IEnumerable<Type> Nesting(Type type)
        => type.IsNested && !type.IsGenericParameter ? Nesting(type.DeclaringType!).Append(type) : new[] { type };
}
