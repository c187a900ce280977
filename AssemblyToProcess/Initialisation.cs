using Hotpatch;

namespace Fixtures;

/// <summary>Which static constructors and initialisers have run.</summary>
public static class InitialisationLog
{
    public static readonly List<string> Ran = [];

    public static int Note(string name)
    {
        Ran.Add(name);
        return Ran.Count;
    }
}

public class WithStaticConstructor
{
    static WithStaticConstructor() => InitialisationLog.Note(nameof(WithStaticConstructor));

    [Patchable] public static int Answer() => 42;

    [Patchable] public int Instance() => 43;
}

public class WithInitialiser
{
    public static int Field = InitialisationLog.Note(nameof(WithInitialiser));

    [Patchable] public static int Untouched() => 1;

    [Patchable] public static int Touched() => Field;
}
