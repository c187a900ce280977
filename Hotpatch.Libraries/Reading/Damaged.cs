using System.Runtime.CompilerServices;

namespace Hotpatch.Libraries.Reading;

/// <summary>What the checks say where an image is not as it must be.</summary>
internal static class Damaged
{
    public static DamagedException Because(string what) => new(what);

    public static void Unless(bool condition, string what)
    {
        if (!condition)
            throw Because(what);
    }

    public static void Unless(bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref Text what)
    {
        if (!condition)
            throw Because(what.Written);
    }

    /// <summary>A text that is written only where it is needed: there are a hundred thousand checks in an assembly, and none of them fails.</summary>
    [InterpolatedStringHandler]
    internal ref struct Text
    {
        private DefaultInterpolatedStringHandler _text;

        public Text(int literalLength, int formattedCount, bool condition, out bool isNeeded)
        {
            isNeeded = !condition;
            _text = condition
                ? default
                : new DefaultInterpolatedStringHandler(literalLength, formattedCount, System.Globalization.CultureInfo.InvariantCulture);
        }

        public string Written => _text.ToStringAndClear();

        public void AppendLiteral(string text) => _text.AppendLiteral(text);

        public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

        public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);
    }
}
