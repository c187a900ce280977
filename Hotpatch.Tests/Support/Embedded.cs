namespace Hotpatch.Tests.Support;

/// <summary>Sources that the tests carry, to compile them while they run.</summary>
internal static class Embedded
{
    /// <summary>The sources of one folder as one: each file is a namespace with its usings inside, so that they may follow one another.</summary>
    public static string Source(string folder)
    {
        var tests = typeof(Embedded).Assembly;
        var names = tests.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
            .Order()
            .ToArray();
        Assert.That(names, Is.Not.Empty);
        return string.Join('\n', names.Select(name =>
        {
            using var reader = new StreamReader(tests.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }));
    }
}
