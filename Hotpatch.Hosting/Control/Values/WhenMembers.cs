using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace Hotpatch.Hosting.Control.Values;

/// <summary>Reads members of values for conditions, and runs no code of the program: fields, and a few properties and indexers of .NET's own types.</summary>
internal static class WhenMembers
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Others may wait, load, or call what a program has passed to them.
    private static readonly HashSet<Type> Counted = [typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(Queue<>), typeof(Stack<>), typeof(SortedDictionary<,>), typeof(SortedSet<>), typeof(LinkedList<>)];
    private static readonly HashSet<Type> Transparent = [typeof(string), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly), typeof(Version)];

    /// <exception cref="WhenException">The value has no such field or property.</exception>
    public static object? Read(object? value, string name)
    {
        if (value is null)
            throw new WhenException($"a value with {name} was expected, but null was found");

        var type = value.GetType();
        if (Transparent.Contains(type) || type.IsArray || (type.IsGenericType && Counted.Contains(type.GetGenericTypeDefinition()) && name == "Count"))
            return PropertyOf(type, name)?.GetValue(value) ?? throw Missing(type, name);

        return FieldOf(type, name) is { } field ? field.GetValue(value) : throw Missing(type, name);
    }

    /// <exception cref="WhenException">The value has no such element.</exception>
    public static object? ReadElement(object? value, object? index)
    {
        switch (value)
        {
            case string text when Index(index, text.Length) is { } at:
                return text[at];
            case Array { Rank: 1 } array when Index(index, array.Length) is { } at:
                return array.GetValue(at);
            case IList list when IsA(list, typeof(List<>)) && Index(index, list.Count) is { } at:
                return list[at];
            case IDictionary entries when IsA(entries, typeof(Dictionary<,>)):
                return entries[Key(entries, index)];
            default:
                throw new WhenException($"an array, a List or a Dictionary with this element was expected before [], but {value?.GetType().ToString() ?? "null"} was found");
        }
    }

    private static WhenException Missing(Type type, string name) => new($"{type} has no field {name}, and none behind a property of that name");

    private static int? Index(object? index, int length)
        => index is decimal number && number >= 0 && number < length && number == decimal.Truncate(number) ? (int)number : null;

    private static bool IsA(object value, Type definition) => value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == definition;

    // With the comparer of .NET, and a key of its own, no code of the program runs.
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A property that was removed can't be read: the condition then says so.")]
    private static object Key(IDictionary entries, object? index)
    {
        var key = entries.GetType().GetGenericArguments()[0];
        var comparer = entries.GetType().GetProperty("Comparer")?.GetValue(entries);
        if (comparer is not null && comparer.GetType().Assembly != typeof(object).Assembly)
            throw new WhenException("a Dictionary with the comparer of .NET was expected before [], but one with a comparer of the program was found");

        try
        {
            return key == typeof(string) && index is string text ? text
                : key.IsPrimitive && index is decimal number ? Convert.ChangeType(number, key, CultureInfo.InvariantCulture)
                : throw new WhenException($"a text or a number of the Dictionary's key type, {key}, was expected in []");
        }
        catch (OverflowException)
        {
            throw new WhenException($"a number that {key} can have was expected in []");
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A field that was removed can't be read: the condition then says so.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field that was removed can't be read: the condition then says so.")]
    private static FieldInfo? FieldOf(Type type, string name)
    {
        var lower = char.ToLowerInvariant(name[0]) + name[1..];
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var candidate in (string[])[name, $"<{name}>k__BackingField", $"<{name}>P", "_" + lower, lower])
            {
                if (declaring.GetField(candidate, Own) is { } field)
                    return field;
            }
        }

        return null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A property that was removed can't be read: the condition then says so.")]
    private static PropertyInfo? PropertyOf(Type type, string name)
        => type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public, binder: null, returnType: null, Type.EmptyTypes, modifiers: null);
}
