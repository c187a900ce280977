namespace Hotpatch.Routers;

/// <summary>The arguments of one call of a method with a declared delegate type, as objects. Not thread safe.</summary>
/// <param name="places">The position of each argument that is passed; the others can't be objects.</param>
/// <param name="count">The number of all arguments.</param>
/// <param name="areWritten">Whether each argument is written back; null for all. An <c>in</c> argument can lie in memory that must not change.</param>
internal sealed class ArgumentFrame(int[] places, int count, bool[]? areWritten = null)
{
    private int _next;

    /// <summary>Creates a frame for a method. An argument that can't be an object is the name of its type.</summary>
    public static ArgumentFrame Of(CallShape shape, bool[]? areWritten = null)
    {
        var frame = new ArgumentFrame(shape.PassedPlaces, shape.Count, areWritten);
        foreach (var (place, text) in shape.Texts)
            frame.Values[place] = text;

        return frame;
    }

    public object?[] Values { get; } = new object?[count];

    /// <summary>Gets or sets whether arguments are written back instead of read.</summary>
    public bool IsWritingBack { get; set; }

    public void Pass<T>(ref T argument)
    {
        var place = places[_next];
        _next = (_next + 1) % places.Length;
        if (!IsWritingBack)
            Values[place] = argument;
        else if (areWritten is null || areWritten[place])
            argument = (T)Values[place]!;
    }
}
