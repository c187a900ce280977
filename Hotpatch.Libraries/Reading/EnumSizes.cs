namespace Hotpatch.Libraries.Reading;

/// <summary>
/// How long the values of enumerations are that other assemblies declare: nobody says it, but only one way lets an attribute's values come out even.
/// Goes through all ways, beginning with the usual one, that they are ints.
/// </summary>
internal sealed class EnumSizes
{
    private const int MostWays = 1 << 12;
    private static readonly int[] Sizes = [4, 8, 1, 2];

    private readonly List<string> _names = [];
    private int _way;

    public int Of(string name)
    {
        var index = _names.IndexOf(name);
        if (index < 0)
        {
            index = _names.Count;
            _names.Add(name);
        }

        return index * 2 >= 30 ? Sizes[0] : Sizes[(_way >> (index * 2)) & 3];
    }

    /// <summary>Takes the next way; false where there is none.</summary>
    public bool Next() => ++_way < Math.Min(MostWays, 1L << (_names.Count * 2));
}
