using Hotpatch;

namespace Fixtures;

public interface IGreeter
{
    string Name { get; }

    [Patchable] string Greet(string word) => word + " " + Name + Suffix();

    [Patchable] static string Static(string text) => "static " + text;

    [Patchable] private string Suffix() => "!";

    static abstract string Kind();

    [Patchable] static virtual string Virtual() => "virtual default";
}

public class Greeter : IGreeter
{
    public string Name => "greeter";

    [Patchable] public static string Kind() => "kind";
}

public class LoudGreeter : IGreeter
{
    public string Name => "loud";

    [Patchable] string IGreeter.Greet(string word) => word.ToUpperInvariant();

    public static string Kind() => "loud kind";

    [Patchable] static string IGreeter.Virtual() => "virtual loud";
}

public static class Greetings
{
    public static string Of(string type, string word) => (type == nameof(Greeter) ? (IGreeter)new Greeter() : new LoudGreeter()).Greet(word);

    public static string KindOf(string type) => type == nameof(Greeter) ? KindOf<Greeter>() : KindOf<LoudGreeter>();

    private static string KindOf<T>() where T : IGreeter => T.Kind() + "/" + T.Virtual();
}

public class Finalized(Action<string> log)
{
    private readonly string _name = "finalized";

    [Patchable] ~Finalized() => log(_name);

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    public static void Drop(Action<string> log) => new Finalized(log);
}
