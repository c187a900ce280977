using System.Reflection;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>The methods that no other source file can name with all of their signature, so that they may have no handles by name.</summary>
internal static class Unnameable
{
    /// <summary>
    /// Whether it is a lambda, a local function or the like, is of a file-local type, or takes or returns a type that is private or protected.
    /// </summary>
    public static bool Is(MethodBase method)
        => IsUnspeakable(method.Name)
            || method.GetParameters().Select(parameter => parameter.ParameterType)
                .Append(method is MethodInfo { ReturnType: var type } ? type : typeof(void))
                .Append(method.DeclaringType!)
                .Any(IsHidden);

    // Explicit implementations have < in their names, too.
    private static bool IsUnspeakable(string name) => name.StartsWith('<');

    private static bool IsHidden(Type type)
        => type.HasElementType ? IsHidden(type.GetElementType()!)
            : type.IsNestedPrivate || type.IsNestedFamily || type.IsNestedFamANDAssem || IsUnspeakable(type.Name)
                || (type.DeclaringType is { } outer && IsHidden(outer))
                || type.GenericTypeArguments.Any(IsHidden);
}
