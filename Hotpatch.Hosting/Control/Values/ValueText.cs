using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Hotpatch.Hosting.Control.Values;

/// <summary>
/// Describes values for people, in bounded time and space. Reads the fields of objects, so that no code of the program runs: a property can load data, lock or throw.
/// </summary>
internal static class ValueText
{
    private const int LongestString = 200;
    private const int MostItems = 10;
    private const int MostFields = 20;
    private const int LongestText = 4000;

    /// <summary>Describes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="depth">How many levels of objects are described by their fields; 0 for types only.</param>
    /// <param name="isSecret">Returns whether the value of a field of this name must not be shown.</param>
    public static string Of(object? value, int depth, Func<string, bool> isSecret)
    {
        var text = new StringBuilder();
        Append(text, value, depth, isSecret);
        return text.Length <= LongestText ? text.ToString() : text.ToString(0, LongestText) + "…";
    }

    private static void Append(StringBuilder text, object? value, int depth, Func<string, bool> isSecret)
    {
        if (text.Length > LongestText)
            return;

        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string characters:
                AppendString(text, characters);
                break;
            case char character:
                text.Append('\'');
                AppendEscaped(text, character, '\'');
                text.Append('\'');
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case DateTime or DateTimeOffset:
                text.Append(((IFormattable)value).ToString("o", CultureInfo.InvariantCulture));
                break;
            case Enum:
                text.Append(value.GetType().Name).Append('.').Append(value);
                break;
            case Type type:
                text.Append("typeof(").Append(type.FullName ?? type.Name).Append(')');
                break;
            case Exception exception:
                text.Append(exception.GetType().Name).Append(": ");
                AppendString(text, exception.Message);
                break;
            case Delegate code:
                text.Append(TypeName(code.GetType())).Append(" → ").Append(code.Method.DeclaringType?.Name).Append('.').Append(code.Method.Name);
                break;
            case IFormattable when IsOfFramework(value.GetType()):
                text.Append(((IFormattable)value).ToString(format: null, CultureInfo.InvariantCulture));
                break;
            case ICollection items when IsOfFramework(value.GetType()):
                AppendItems(text, items, depth, isSecret);
                break;
            default:
                AppendObject(text, value, depth, isSecret);
                break;
        }
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value.AsSpan(0, Math.Min(value.Length, LongestString)))
            AppendEscaped(text, character, '"');

        text.Append('"');
        if (value.Length > LongestString)
            text.Append(CultureInfo.InvariantCulture, $"… ({value.Length} characters)");
    }

    // Control characters would reach the terminal of whoever watches, and characters that turn the direction of text would mislead.
    private static void AppendEscaped(StringBuilder text, char character, char quote)
    {
        if (character == quote || character == '\\')
            text.Append('\\').Append(character);
        else if (char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format)
            text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        else
            text.Append(character);
    }

    private static void AppendItems(StringBuilder text, ICollection items, int depth, Func<string, bool> isSecret)
    {
        text.Append(TypeName(items.GetType())).Append(CultureInfo.InvariantCulture, $"({items.Count})");
        if (depth <= 0 || items.Count == 0)
            return;

        text.Append(" [");
        var count = 0;
        try
        {
            foreach (var item in items is IDictionary dictionary ? PairsOf(dictionary) : items)
            {
                if (count > 0)
                    text.Append(", ");

                if (count++ == MostItems)
                {
                    text.Append('…');
                    break;
                }

                AppendItem(text, item, depth - 1, isSecret);
            }
        }
        catch (InvalidOperationException)
        {
            // Another thread changes the collection.
            text.Append('…');
        }

        text.Append(']');
    }

    // A Hashtable has entries of another type.
    private static IEnumerable PairsOf(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
            yield return KeyValuePair.Create<object, object?>(entry.Key, entry.Value);
    }

    // The key of a dictionary names its value, as a field does.
    private static void AppendItem(StringBuilder text, object? item, int depth, Func<string, bool> isSecret)
    {
        if (item is null || !item.GetType().IsGenericType || item.GetType().GetGenericTypeDefinition() != typeof(KeyValuePair<,>))
        {
            Append(text, item, depth, isSecret);
            return;
        }

        var fields = FieldsOf(item.GetType()).ToArray();
        var key = fields[0].GetValue(item);
        Append(text, key, depth, isSecret);
        text.Append(": ");
        if (key is string name && isSecret(name))
            text.Append("***");
        else
            Append(text, fields[1].GetValue(item), depth, isSecret);
    }

    private static void AppendObject(StringBuilder text, object value, int depth, Func<string, bool> isSecret)
    {
        text.Append(TypeName(value.GetType()));
        if (depth <= 0 || value is Task)
            return;

        var fields = FieldsOf(value.GetType()).Take(MostFields + 1).ToArray();
        if (fields.Length == 0)
            return;

        text.Append(" { ");
        for (var i = 0; i < fields.Length && text.Length <= LongestText; i++)
        {
            if (i > 0)
                text.Append(", ");

            if (i == MostFields)
            {
                text.Append('…');
                break;
            }

            var name = NameOf(fields[i]);
            text.Append(name).Append(": ");
            if (isSecret(name))
                text.Append("***");
            else
                Append(text, fields[i].GetValue(value), depth - 1, isSecret);
        }

        text.Append(" }");
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Fields that were trimmed hold nothing, and are not shown.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Fields that were trimmed hold nothing, and are not shown.")]
    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (var field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                    yield return field;
            }
        }
    }

    // "<Total>k__BackingField" is the property's.
    private static string NameOf(FieldInfo field)
        => field.Name[0] == '<' && field.Name.IndexOf('>', StringComparison.Ordinal) is var end and > 1 ? field.Name[1..end] : field.Name;

    private static string TypeName(Type type)
        => type.IsArray ? TypeName(type.GetElementType()!) + "[]"
            : !type.IsGenericType ? type.Name
            : $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";

    private static bool IsOfFramework(Type type) => type.Assembly == typeof(object).Assembly || type.Assembly == typeof(SortedSet<>).Assembly;
}
