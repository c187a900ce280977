using Jint;

namespace Hotpatch.Benchmarks.Programs;

/// <summary>A script that is parsed and run in an engine of its own each time: recursion, objects, closures, strings, sorting and a regular expression.</summary>
internal static class Work
{
    private static readonly string Script = ReadScript();

    /// <summary>Runs it once.</summary>
    /// <returns>A number that all parts go into.</returns>
    public static long Run() => (long)new Engine().Evaluate(Script).AsNumber();

    private static string ReadScript()
    {
        using var reader = new StreamReader(typeof(Work).Assembly.GetManifestResourceStream("work.js")!);
        return reader.ReadToEnd();
    }
}
