namespace Hotpatch.Routers;

/// <summary>One argument, and those after it.</summary>
/// <typeparam name="T">The type of the argument.</typeparam>
/// <typeparam name="TRest">The arguments after it.</typeparam>
internal struct Argument<T, TRest>(T value, TRest rest) : IArguments
    where TRest : struct, IArguments
{
    public T Value = value;
    public TRest Rest = rest;

    public readonly object? Get(int place) => place == 0 ? Value : Rest.Get(place - 1);

    public void Set(int place, object? value)
    {
        if (place == 0)
            Value = (T)value!;
        else
            Rest.Set(place - 1, value);
    }
}
