using System.Runtime.CompilerServices;

namespace Hotpatch.Libraries.Reading;

/// <summary>Throws <see cref="DamagedException"/>s for checks that fail.</summary>
internal static class Damaged
{
    public static DamagedException Because(string what) => new(what);

    /// <summary>Throws an exception if the condition is false.</summary>
    /// <param name="condition">The condition of a sound image.</param>
    /// <param name="what">The damage, as the part of a message after "cannot be loaded:".</param>
    public static void Unless(bool condition, string what)
    {
        if (!condition)
            throw Because(what);
    }

    /// <inheritdoc cref="Unless(bool, string)"/>
    public static void Unless(bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref Text what)
    {
        if (!condition)
            throw Because(what.Written);
    }

    /// <summary>
    /// An interpolated text that is formatted only if the condition is false: an assembly has a hundred thousand checks, and usually none fails.
    /// </summary>
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
