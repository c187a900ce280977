using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Packages;

/// <summary>The program that runs in every mode of publishing, and the projects that it references. The folder Conformance has its sources.</summary>
internal static class ConformanceProgram
{
    public const string Properties =
        "<AllowUnsafeBlocks>true</AllowUnsafeBlocks><IsAotCompatible>true</IsAotCompatible><NoWarn>$(NoWarn);HP0033;HP0035</NoWarn>";

    private const string Others =
        """
        <ProjectReference Include="../Off/Off.csproj" />
        <ProjectReference Include="../Plain/Plain.csproj" />
        <HotpatchReference Include="Plain" />
        """;

    private const string Plain =
        """
        namespace Plain;

        public record struct Meter(int Value) { public void Add(int value) => Value += value; }

        public static class Reader
        {
            public static bool TryRead(string text, out int value) => int.TryParse(text, out value);
            public static int Longest(in System.ReadOnlySpan<char> one, System.ReadOnlySpan<char> other) => System.Math.Max(one.Length, other.Length);
            public static int Twice(int value) => value * 2;
        }
        """;

    public static string References { get; } = Consumer.ApplicationReferences + Consumer.LoaderReference + Others;

    /// <summary>Writes all but the project App, and the file in which its program begins.</summary>
    public static void WriteChecks(Consumer consumer)
    {
        foreach (var source in Directory.GetFiles(Folder, "*.cs").Select(Path.GetFileName).Where(name => !name!.StartsWith("Program", StringComparison.Ordinal)))
            consumer.Write($"App/{source}", Source(source!));

        consumer.WriteProject("Off", "net10.0", Consumer.LibraryReferences, "<Hotpatch>false</Hotpatch><IsAotCompatible>true</IsAotCompatible>");
        consumer.Write("Off/Off.cs", "public static class Off { [Hotpatch.Patchable] public static int Twice(int value) => value * 2; }");
        consumer.WriteProject("Plain", "net10.0", "", "<IsAotCompatible>true</IsAotCompatible>");
        consumer.Write("Plain/Plain.cs", Plain);
    }

    public static string Source(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private static string Folder => Repository.PathOf("Hotpatch.Tests", "Packages", "Conformance");
}
