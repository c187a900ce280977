namespace Fixtures;

/// <summary>Lets source bodies throw when a test wants them to.</summary>
public static class Fault
{
    public static bool Armed;

    public static T Pass<T>(T value) => Armed ? throw new InvalidOperationException("from the source body") : value;
}
