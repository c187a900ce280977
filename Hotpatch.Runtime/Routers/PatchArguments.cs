using Hotpatch.Routers;

namespace Hotpatch;

/// <summary>
/// The arguments of a call, by index and by name, without the instance. An interceptor can change them: a later <c>Proceed</c> passes the new values.
/// </summary>
/// <remarks>
/// A value is boxed when it is read. Not thread safe: one call has one set of arguments.
/// </remarks>
#pragma warning disable CA1710 // "Arguments" is a plural already.
public abstract class PatchArguments : IReadOnlyList<object?>
#pragma warning restore CA1710
{
    private protected PatchArguments()
    {
    }

    /// <summary>Gets the instance; null if the method is static. The instance of a value type is a copy.</summary>
    public object? Instance => Shape.HasInstance ? Get(0) : null;

    /// <summary>Gets the number of arguments.</summary>
    public int Count => Shape.Names.Length;

    /// <summary>Gets the names of the parameters. A name is empty if it was trimmed from the program.</summary>
    public IReadOnlyList<string> Names => Shape.Names;

    /// <summary>Gets or sets an argument by its index.</summary>
    /// <param name="index">The index; 0 for the first parameter, the instance not counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument.</exception>
    /// <exception cref="ArgumentException">The new value doesn't have the parameter's type.</exception>
    public object? this[int index]
    {
        get => Get(PlaceOf(index));
        set => Set(PlaceOf(index), value);
    }

    /// <summary>Gets or sets an argument by its parameter's name.</summary>
    /// <param name="name">The name, as the method's source has it.</param>
    /// <exception cref="ArgumentException">
    /// There is no such parameter, or the new value doesn't have the parameter's type.
    /// </exception>
    public object? this[string name]
    {
        get => Get(Shape.PlaceOf(name));
        set => Set(Shape.PlaceOf(name), value);
    }

    /// <summary>Gets the shape of the method.</summary>
    internal abstract CallShape Shape { get; }

    /// <summary>Returns the values of the arguments, each boxed.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<object?> GetEnumerator()
    {
        var values = new object?[Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = this[i];

        return ((IEnumerable<object?>)values).GetEnumerator();
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    private protected abstract object? GetValue(int place);

    private protected abstract void SetValue(int place, object? value);

    /// <summary>Returns an argument by its place in the delegate's signature.</summary>
    internal object? Get(int place) => GetValue(place);

    /// <summary>Sets an argument by its place in the delegate's signature.</summary>
    internal void Set(int place, object? value)
    {
        Shape.CheckArgument(place, value);
        SetValue(place, value);
    }

    private int PlaceOf(int index)
        => (uint)index < (uint)Count ? index + (Shape.HasInstance ? 1 : 0) : throw new ArgumentOutOfRangeException(nameof(index));
}
