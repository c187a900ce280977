namespace Hotpatch.Routers;

/// <summary>The end of the arguments; also stands for the result of a method that has none.</summary>
internal struct NoArgument : IArguments
{
    public readonly object? Get(int place) => throw new ArgumentOutOfRangeException(nameof(place));

    public readonly void Set(int place, object? value) => throw new ArgumentOutOfRangeException(nameof(place));
}
