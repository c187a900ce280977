namespace Hotpatch.Libraries.Reading;

/// <summary>What the checks say where an image is not as it must be.</summary>
internal static class Damaged
{
    public static DamagedException Because(string what) => new(what);

    public static void Unless(bool condition, string what)
    {
        if (!condition)
            throw Because(what);
    }
}
