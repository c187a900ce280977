using System.Runtime.CompilerServices;
using Hotpatch;

namespace Fixtures;

/// <summary>What symbols say of bodies: lines, locals, scopes, constants, async and iterator methods.</summary>
public class Debugging
{
    public const string FileName = "Debugging.cs";

    public static int LineOfThrow;

    [Patchable]
    public static void ThrowHere(string message)
    {
        LineOfThrow = Line() + 1;
        throw new InvalidOperationException(message);
    }

    [Patchable]
    public int Locals(int start)
    {
        const int Step = 3;
        var total = start;
        for (var index = 0; index < 3; index++)
        {
            var square = index * index;
            (int Left, int Right) pair = (square, total);
            total += pair.Left + Step;
        }

        dynamic result = total;
        return (int)result;
    }

    [Patchable]
    public async Task<int> Async(int value)
    {
        var before = value + 1;
        await Task.Yield();
        var after = before * 2;
        return after;
    }

    [Patchable]
    public async Task<int> AsyncThrow(int value)
    {
        await Task.Yield();
        LineOfThrow = Line() + 1;
        throw new InvalidOperationException("async" + value);
    }

    [Patchable]
    public static async ValueTask<string> AsyncValue(string value)
    {
        await Task.Yield();
        return value + "!";
    }

    [Patchable]
    public IEnumerable<int> Iterate(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var item = i * i;
            yield return item;
        }
    }

    [Patchable]
    public async IAsyncEnumerable<int> IterateAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    [Patchable]
    public int Lambdas(int value)
    {
        var offset = value + 1;
        Func<int, int> add = x => x + offset;
        return add(Twice(value));

        int Twice(int x) => x * 2 + offset;
    }

    private static int Line([CallerLineNumber] int line = 0) => line;
}
