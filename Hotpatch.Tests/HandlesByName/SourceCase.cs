using System.Globalization;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>A source of the folder Sources; its first line tells the first version of the language that compiles it.</summary>
internal sealed record SourceCase(string Name, string Text)
{
    private static readonly LanguageVersion[] Versions =
        [LanguageVersion.CSharp14, LanguageVersion.CSharp13, LanguageVersion.CSharp12, LanguageVersion.CSharp11, LanguageVersion.CSharp10,
            LanguageVersion.CSharp9, LanguageVersion.CSharp8, LanguageVersion.CSharp7_3];

    public static IEnumerable<SourceCase> All
        => Directory.GetFiles(Repository.PathOf("Hotpatch.Tests", "HandlesByName", "Sources"), "*.cs")
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceCase(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path).ReplaceLineEndings("\n")));

    /// <summary>Whether the running compiler has all versions of the language.</summary>
    public static bool CompilerIsNew => Enum.IsDefined(Versions[0]);

    /// <summary>The versions that compile it, newest first.</summary>
    public IEnumerable<LanguageVersion> Supported
    {
        get
        {
            // Not by the compiler, which may be older than the version.
            var first = Text.Split('\n')[0]["// C# ".Length..].Split('.');
            var version = (LanguageVersion)((int.Parse(first[0], CultureInfo.InvariantCulture) * 100) + (first.Length > 1 ? int.Parse(first[1], CultureInfo.InvariantCulture) : 0));
            Assert.That(Versions, Does.Contain(version), Name);
            return Versions.Where(candidate => candidate >= version && Enum.IsDefined(candidate));
        }
    }

    public override string ToString() => Name;
}
