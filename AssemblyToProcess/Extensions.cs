using Hotpatch;

namespace Fixtures;

/// <summary>Extension methods, and the members of extension blocks: the compiler declares those in one place and implements them in another.</summary>
public static class Texts
{
    [Patchable] public static string Twice(this string text) => Fault.Pass(text + text);

    extension(string text)
    {
        [Patchable] public string Repeat(int times) => Fault.Pass(string.Concat(Enumerable.Repeat(text, times)));

        [Patchable] public int Half => Fault.Pass(text.Length / 2);

        [Patchable] public static string Of(int number) => Fault.Pass("number " + number);

        [Patchable] public static string Separator => Fault.Pass("; ");

        [Patchable] public static string operator *(string left, int right) => Fault.Pass(left + "*" + right);

        [Patchable]
        public IEnumerable<char> Letters()
        {
            foreach (var letter in text)
                yield return Fault.Pass(letter);
        }

        // The same name and parameters as below; only what is extended tells them apart.
        public int Size { [Patchable] get => Fault.Pass(text.Length); }
    }

    extension(int[] numbers)
    {
        public int Size => Fault.Pass(numbers.Length);

        [Patchable] public int First { get => Fault.Pass(numbers[0]); set => numbers[0] = Fault.Pass(value); }
    }

    extension(ref int number)
    {
        [Patchable] public int Raise(int by) => number += Fault.Pass(by);
    }
}

/// <summary>A mark on the class covers the members of its extension blocks.</summary>
[Patchable]
public static class MarkedExtensions
{
    extension(long number)
    {
        public long Double() => number * 2;

        public long Quarter => number / 4;

        [NotPatchable] public long Left => number;

        [NotPatchable] public long LeftMethod() => number;
    }
}

public static class ExtensionUse
{
    public static string Twice(string text) => text.Twice();

    public static string Repeat(string text, int times) => text.Repeat(times);

    public static int Half(string text) => text.Half;

    public static string Of(int number) => string.Of(number);

    public static string Separator() => string.Separator;

    public static string Times(string text, int number) => text * number;

    public static string Letters(string text) => string.Join("-", text.Letters());

    public static int SizeOfText(string text) => text.Size;

    public static int SizeOfArray(int[] numbers) => numbers.Size;

    public static int First(int[] numbers) => numbers.First;

    public static int SetFirst(int[] numbers, int value)
    {
        numbers.First = value;
        return numbers[0];
    }

    public static int Raise(int number, int by)
    {
        var result = number.Raise(by);
        return (result * 1000) + number;
    }
}
