namespace Hotpatch.Tests.RealInput;

/// <summary>The packages that are woven as a whole. The numbers are a little below what was measured when the package was added.</summary>
internal static class RealPackages
{
    public static RealPackage NewtonsoftJson { get; } = new("Newtonsoft.Json", "Newtonsoft.Json")
    {
        LeastWoven = 3000,
        LeastShareRun = 55,
        LeastLines = 5000,
    };

    public static RealPackage Decompiler { get; } = new("ICSharpCode.Decompiler", "ICSharpCode.Decompiler")
    {
        LeastWoven = 10000,
        LeastShareRun = 50,
        LeastLines = 5000,
    };

    public static RealPackage Cecil { get; } = new("Mono.Cecil", "Mono.Cecil", "Mono.Cecil.Rocks", "Mono.Cecil.Pdb")
    {
        LeastWoven = 2800,
        LeastShareRun = 55,
        LeastLines = 8000,
    };

    public static RealPackage Humanizer { get; } = new("Humanizer.Core", "Humanizer")
    {
        LeastWoven = 2000,

        // Hundreds of properties, one for each day, answer with a date of this year: the workload leaves them alone.
        LeastShareRun = 40,
        LeastLines = 15000,
    };

    public static RealPackage Roslyn { get; } = new(
        "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp")
    {
        LeastWoven = 44000,
        LeastShareRun = 40,
        LeastLines = 3000,
    };

    public static RealPackage NUnit { get; } = new("NUnit", "nunit.framework")
    {
        LeastWoven = 2500,
        LeastShareRun = 50,
        LeastLines = 3000,
    };

    public static RealPackage Polly { get; } = new("Polly", "Polly.Core", "Polly")
    {
        LeastWoven = 650,
        LeastShareRun = 50,
        LeastLines = 1500,
    };

    public static RealPackage NodaTime { get; } = new("NodaTime", "NodaTime")
    {
        LeastWoven = 2000,
        LeastShareRun = 75,
        LeastLines = 6000,
    };

    /// <summary>The packages again, with patchable calls.</summary>
    public static IEnumerable<RealPackage> Calls { get; } =
    [
        NewtonsoftJson.OfCalls(leastWoven: 500, leastShareRun: 30),
        Decompiler.OfCalls(leastWoven: 500, leastShareRun: 30),
        Cecil.OfCalls(leastWoven: 300, leastShareRun: 30),
        Humanizer.OfCalls(leastWoven: 100, leastShareRun: 30),
        Roslyn.OfCalls(leastWoven: 500, leastShareRun: 30),
        NUnit.OfCalls(leastWoven: 300, leastShareRun: 30),
        Polly.OfCalls(leastWoven: 100, leastShareRun: 30),
        NodaTime.OfCalls(leastWoven: 100, leastShareRun: 30),
    ];

    public static IEnumerable<RealPackage> All => [NewtonsoftJson, Decompiler, Cecil, Humanizer, Roslyn, NUnit, Polly, NodaTime];
}
