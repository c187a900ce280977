using System.Globalization;
using System.Text;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Collections.Generic;

namespace Hotpatch.Fody.Trimming;

/// <summary>Returns the names of members in documentation comments: <c>M:Shop.Box`1.Map``1(`0,System.Func{`0,``0})</c>.</summary>
internal static class DocumentationName
{
    public static string Of(IMemberDefinition member)
    {
        var name = new StringBuilder(member switch { PropertyDefinition => "P:", EventDefinition => "E:", _ => "M:" });
        AppendType(name, member.DeclaringType);
        name.Append('.').Append(member.Name.Replace('.', '#').Replace('<', '{').Replace('>', '}'));
        switch (member)
        {
            case PropertyDefinition property:
                AppendParameters(name, property.Parameters);
                break;

            case MethodDefinition method:
                if (method.HasGenericParameters)
                    name.Append("``").Append(method.GenericParameters.Count);

                AppendParameters(name, method.Parameters);
                if (method.IsConversion())
                    AppendType(name.Append('~'), method.ReturnType);

                break;
        }

        return name.ToString();
    }

    private static void AppendParameters(StringBuilder name, Collection<ParameterDefinition> parameters)
    {
        if (parameters.Count == 0)
            return;

        AppendList(name, '(', parameters.Select(parameter => parameter.ParameterType), ')');
    }

    private static void AppendList(StringBuilder name, char open, IEnumerable<TypeReference> types, char close)
    {
        var separator = open;
        foreach (var type in types)
        {
            AppendType(name.Append(separator), type);
            separator = ',';
        }

        name.Append(close);
    }

    private static void AppendType(StringBuilder name, TypeReference type)
    {
        switch (type)
        {
            case IModifierType modified:
                AppendType(name, modified.ElementType);
                break;

            case ByReferenceType reference:
                AppendType(name, reference.ElementType);
                name.Append('@');
                break;

            case PointerType pointer:
                AppendType(name, pointer.ElementType);
                name.Append('*');
                break;

            case ArrayType array:
                AppendType(name, array.ElementType);
                name.Append('[').Append(array.IsVector ? string.Empty : string.Join(",", array.Dimensions.Select(_ => "0:"))).Append(']');
                break;

            case GenericParameter parameter:
                name.Append(parameter.Type == GenericParameterType.Type ? "`" : "``").Append(parameter.Position);
                break;

            case GenericInstanceType instance:
                AppendInstance(name, instance.ElementType, new Queue<TypeReference>(instance.GenericArguments));
                break;

            default:
                AppendOuter(name, type);
                name.Append(type.Name);
                break;
        }
    }

    /// <summary>Writes a nested type. Each type in the chain has its own arguments; metadata lists them together.</summary>
    private static void AppendInstance(StringBuilder name, TypeReference type, Queue<TypeReference> arguments)
    {
        if (type.DeclaringType is { } declaring)
        {
            AppendInstance(name, declaring, arguments);
            name.Append('.');
        }
        else
        {
            AppendOuter(name, type);
        }

        var parts = type.Name.Split('`');
        name.Append(parts[0]);
        if (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            AppendList(name, '{', Enumerable.Range(0, count).Select(_ => arguments.Dequeue()), '}');
    }

    private static void AppendOuter(StringBuilder name, TypeReference type)
    {
        if (type.DeclaringType is { } declaring)
            AppendType(name, declaring);
        else if (type.Namespace.Length > 0)
            name.Append(type.Namespace);
        else
            return;

        name.Append('.');
    }
}
