using Hotpatch;

namespace Fixtures;

public class Lambdas
{
    private readonly int _field = 100;

    public static readonly Func<int, int> Stateless = [Patchable] (x) => x + 1;

    public static readonly Predicate<string> Custom = [Patchable] (text) => text.Length > 2;

    public static Func<int, int> Capturing(int offset) => [Patchable] (x) => x + offset;

    public Func<int, int> CapturingThis() => [Patchable] (x) => x + _field;

    public static Func<Task<int>> Asynchronous() => [Patchable] async () =>
    {
        await Task.Yield();
        return 5;
    };

    public static Func<int, int> StaticLocal()
    {
        return Local;

        [Patchable]
        static int Local(int x) => x * 2;
    }

    public static int CapturingLocal(int a)
    {
        var b = a + 1;
        var first = Local(1);
        b = 10;
        return first + Local(2);

        [Patchable]
        int Local(int x) => x + a + b;
    }
}
