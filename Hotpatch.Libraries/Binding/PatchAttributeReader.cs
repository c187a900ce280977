using System.Collections.ObjectModel;
using System.Reflection;
using Hotpatch.Libraries.Reading;

namespace Hotpatch.Libraries.Binding;

/// <summary>
/// Reads a <see cref="PatchAttribute"/> from metadata. Creating the attribute by reflection would run the module initialiser of its library.
/// </summary>
internal static class PatchAttributeReader
{
    /// <summary>Returns the attribute of a type or a method; null if there is none.</summary>
    public static PatchAttribute? Read(MemberInfo member)
    {
        if (!member.IsDefined(typeof(PatchAttribute), inherit: false))
            return null;

        var data = DataOf(member);
        var attribute = Create([.. data.ConstructorArguments.Select(argument => argument.Value)], data.Constructor.GetParameters());
        foreach (var argument in data.NamedArguments)
            Set(attribute, argument.MemberName, argument.TypedValue.Value);

        return attribute;
    }

    /// <summary>Returns whether the attribute of a method sets the priority: a method may go back to 0 from that of its class.</summary>
    public static bool SetsPriority(MemberInfo member) => Sets(member, nameof(PatchAttribute.Priority));

    /// <summary>Returns whether the attribute of a member sets the share: 1 too is a share, which the program can lower.</summary>
    public static bool SetsShare(MemberInfo member) => Sets(member, nameof(PatchAttribute.Share));

    private static bool Sets(MemberInfo member, string property) => DataOf(member).NamedArguments.Any(argument => argument.MemberName == property);

    private static CustomAttributeData DataOf(MemberInfo member)
        => member.GetCustomAttributesData().First(data => data.AttributeType == typeof(PatchAttribute));

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
            case nameof(PatchAttribute.Shadow):
                attribute.Shadow = (bool)value!;
                break;
            case nameof(PatchAttribute.Share):
                attribute.Share = (double)value!;
                break;
            default:
                throw new NotSupportedException($"{name} is not a property that this version of [Patch] has. Update the program's Hotpatch packages.");
        }
    }
}
