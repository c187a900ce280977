using System.Collections.ObjectModel;
using System.Reflection;

namespace Hotpatch.Libraries.Binding;

/// <summary>Reads a <see cref="PatchAttribute"/> from metadata: asking for the attribute itself would run the module initialiser of its library.</summary>
internal static class PatchAttributeReader
{
    /// <summary>The attribute of a type or a method; null where there is none.</summary>
    public static PatchAttribute? Read(MemberInfo member)
    {
        if (!member.IsDefined(typeof(PatchAttribute), inherit: false))
            return null;

        var data = member.GetCustomAttributesData().First(data => data.AttributeType == typeof(PatchAttribute));
        var attribute = Create([.. data.ConstructorArguments.Select(argument => argument.Value)], data.Constructor.GetParameters());
        foreach (var argument in data.NamedArguments)
            Set(attribute, argument.MemberName, argument.TypedValue.Value);

        return attribute;
    }

    private static PatchAttribute Create(object?[] arguments, ParameterInfo[] parameters)
        => parameters switch
        {
            [] => new PatchAttribute(),
            [{ ParameterType: var only }] when only == typeof(string) => new PatchAttribute((string)arguments[0]!),
            _ => new PatchAttribute((Type)arguments[0]!, (string?)arguments[1]),
        };

    private static void Set(PatchAttribute attribute, string name, object? value)
    {
        switch (name)
        {
            case nameof(PatchAttribute.TypeArguments):
                attribute.TypeArguments = ((ReadOnlyCollection<CustomAttributeTypedArgument>?)value)?.Select(argument => (Type)argument.Value!).ToArray();
                break;
            case nameof(PatchAttribute.Required):
                attribute.Required = (bool)value!;
                break;
            case nameof(PatchAttribute.MinTargetVersion):
                attribute.MinTargetVersion = (string?)value;
                break;
            case nameof(PatchAttribute.MaxTargetVersion):
                attribute.MaxTargetVersion = (string?)value;
                break;
            case nameof(PatchAttribute.Owner):
                attribute.Owner = (string?)value;
                break;
            case nameof(PatchAttribute.Priority):
                attribute.Priority = (int)value!;
                break;
            default:
                throw new NotSupportedException($"{name} is not known.");
        }
    }
}
