namespace Hotpatch.Tests.RealInput;

/// <summary>The packages that are woven as a whole. The numbers are a little below what was measured when the package was added.</summary>
internal static class RealPackages
{
    public static RealPackage NewtonsoftJson { get; } = new("Newtonsoft.Json", "Newtonsoft.Json")
    {
        LeastWoven = 3000,
        LeastShareRun = 35,
        LeastLines = 1000,
    };

    public static IEnumerable<RealPackage> All => [NewtonsoftJson];
}
