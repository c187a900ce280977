using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Hotpatch.Hosting.Control.Values;

/// <summary>Reads members of values for conditions, and runs no code of the program: only fields, and properties and indexers of the core library's types.</summary>
[SuppressMessage("Performance", "CA1859:Use concrete types when possible for improved performance", Justification = "Values are objects.")]
internal static class WhenMembers
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <exception cref="WhenException">The value has no such field or property.</exception>
    public static object? Read(object? value, string name)
    {
        if (value is null)
            throw new WhenException($"a value with {name} was expected, but null was found");

        var type = value.GetType();
        return FieldOf(type, name) is { } field ? field.GetValue(value)
            : PropertyOf(type, name) is { } property ? property.GetValue(value)
            : throw new WhenException($"{type} has no field {name}, and none behind a property of that name");
    }

    /// <exception cref="WhenException">The value has no such element.</exception>
    public static object? ReadElement(object? value, object? index)
    {
        try
        {
            return value switch
            {
                string text => text[(int)(decimal)index!],
                Array { Rank: 1 } array => array.GetValue((int)(decimal)index!),
                IList list when IsOfFramework(list.GetType()) => list[(int)(decimal)index!],
                IDictionary entries when IsOfFramework(entries.GetType()) => entries[index!],
                _ => throw new WhenException($"an array, or a list or a dictionary of .NET, was expected before [], but {value?.GetType().ToString() ?? "null"} was found"),
            };
        }
        catch (Exception exception) when (exception is ArgumentException or IndexOutOfRangeException or InvalidCastException or NullReferenceException)
        {
            throw new WhenException($"[{index}] of {value?.GetType()}: {exception.Message}");
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field that was removed can't be read: the condition then says so.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A field that was removed can't be read: the condition then says so.")]
    private static FieldInfo? FieldOf(Type type, string name)
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var candidate in (string[])[name, $"<{name}>k__BackingField", $"<{name}>P", "_" + char.ToLowerInvariant(name[0]) + name[1..]])
            {
                if (declaring.GetField(candidate, Own) is { } field)
                    return field;
            }
        }

        return null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A property that was removed can't be read: the condition then says so.")]
    private static PropertyInfo? PropertyOf(Type type, string name)
        => IsOfFramework(type) || type.IsArray ? type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public, binder: null, returnType: null, Type.EmptyTypes, modifiers: null) : null;

    private static bool IsOfFramework(Type type) => type.Assembly == typeof(object).Assembly || type.Assembly == typeof(Queue<>).Assembly;
}
