using System.Collections.ObjectModel;
using System.Reflection;
using Hotpatch.Libraries.Reading;

namespace Hotpatch.Libraries.Binding;

/// <summary>
/// Reads a <see cref="PatchAttribute"/> or a <see cref="PatchCallsAttribute"/> from metadata. Creating the attribute by reflection would run the module
/// initialiser of its library.
/// </summary>
internal static class PatchAttributeReader
{
    /// <summary>Returns the attribute of a type or a method; null if there is none.</summary>
    public static LibraryPatchAttribute? Read(MemberInfo member)
    {
        if (!member.IsDefined(typeof(PatchAttribute), inherit: false) && !member.IsDefined(typeof(PatchCallsAttribute), inherit: false))
            return null;

        var data = DataOf(member);
        object?[] arguments = [.. data.ConstructorArguments.Select(argument => argument.Value)];
        LibraryPatchAttribute attribute = data.AttributeType == typeof(PatchCallsAttribute)
            ? CreateOfCalls(arguments, data.Constructor.GetParameters())
            : Create(arguments, data.Constructor.GetParameters());
        foreach (var argument in data.NamedArguments)
            Set(attribute, argument.MemberName, argument.TypedValue.Value);

        return attribute;
    }

    /// <summary>Returns whether an attribute marks a patch.</summary>
    public static bool IsMark(CustomAttributeData data) => data.AttributeType == typeof(PatchAttribute) || data.AttributeType == typeof(PatchCallsAttribute);

    /// <summary>Returns the attribute as the source has it, for messages.</summary>
    public static string TextOf(LibraryPatchAttribute? attribute) => TextOf(attribute is PatchCallsAttribute);

    /// <summary>Returns the attribute of a type or a method as the source has it. It need not be readable.</summary>
    public static string TextOf(MemberInfo member) => TextOf(member.IsDefined(typeof(PatchCallsAttribute), inherit: false));

    /// <summary>Returns the attribute as the source has it.</summary>
    public static string TextOf(bool isOfCalls) => isOfCalls ? "[PatchCalls]" : "[Patch]";

    /// <summary>Returns whether a type or a method has both attributes.</summary>
    public static bool HasBoth(MemberInfo member)
        => member.IsDefined(typeof(PatchAttribute), inherit: false) && member.IsDefined(typeof(PatchCallsAttribute), inherit: false);

    /// <summary>Returns whether the attribute of a type or a method names null as its target.</summary>
    public static bool NamesNull(MemberInfo member) => DataOf(member).ConstructorArguments is [{ Value: null }, ..];

    /// <summary>Returns whether the attribute of a method sets the priority: a method may go back to 0 from that of its class.</summary>
    public static bool SetsPriority(MemberInfo member) => Sets(member, nameof(LibraryPatchAttribute.Priority));

    /// <summary>Returns whether the attribute of a member sets the share: 1 too is a share, which the program can lower.</summary>
    public static bool SetsShare(MemberInfo member) => Sets(member, nameof(LibraryPatchAttribute.Share));

    private static bool Sets(MemberInfo member, string property) => DataOf(member).NamedArguments.Any(argument => argument.MemberName == property);

    private static CustomAttributeData DataOf(MemberInfo member)
        => member.GetCustomAttributesData().First(IsMark);

    private static PatchAttribute Create(object?[] arguments, ParameterInfo[] parameters)
        => parameters switch
        {
            [] => new PatchAttribute(),
            [{ ParameterType: var only }] when only == typeof(string) => new PatchAttribute((string)arguments[0]!),
            _ => new PatchAttribute((Type)arguments[0]!, (string?)arguments[1]),
        };

    private static PatchCallsAttribute CreateOfCalls(object?[] arguments, ParameterInfo[] parameters)
        => parameters switch
        {
            [] => new PatchCallsAttribute(),
            [{ ParameterType: var only }] when only == typeof(string) => new PatchCallsAttribute((string)arguments[0]!),
            _ => new PatchCallsAttribute((Type)arguments[0]!, (string?)arguments[1]),
        };

    private static void Set(LibraryPatchAttribute attribute, string name, object? value)
    {
        switch (name)
        {
            case nameof(PatchCallsAttribute.In) when attribute is PatchCallsAttribute ofCalls:
                ofCalls.In = (string?)value;
                break;
            case nameof(LibraryPatchAttribute.TypeArguments):
                attribute.TypeArguments = ((ReadOnlyCollection<CustomAttributeTypedArgument>?)value)?.Select(argument => (Type)argument.Value!).ToArray();
                break;
            case nameof(LibraryPatchAttribute.Required):
                attribute.Required = (bool)value!;
                break;
            case nameof(LibraryPatchAttribute.MinTargetVersion):
                attribute.MinTargetVersion = (string?)value;
                break;
            case nameof(LibraryPatchAttribute.MaxTargetVersion):
                attribute.MaxTargetVersion = (string?)value;
                break;
            case nameof(LibraryPatchAttribute.Owner):
                attribute.Owner = (string?)value;
                break;
            case nameof(LibraryPatchAttribute.Priority):
                attribute.Priority = (int)value!;
                break;
            case nameof(LibraryPatchAttribute.Shadow):
                attribute.Shadow = (bool)value!;
                break;
            case nameof(LibraryPatchAttribute.Feature):
                attribute.Feature = (string?)value;
                break;
            case nameof(LibraryPatchAttribute.Share):
                attribute.Share = (double)value!;
                break;
            default:
                throw new NotSupportedException($"{name} is not a property that this version of {TextOf(attribute)} has. Update the program's Hotpatch packages.");
        }
    }
}
