namespace Hotpatch.Benchmarks.Reporting.Pages;

/// <summary>When, where and how figures were measured.</summary>
/// <param name="Date">The day, in UTC.</param>
/// <param name="Commit">The commit that was built.</param>
/// <param name="Command">The command that measures the same.</param>
/// <param name="Machine">The processor, the system and the SDK, as BenchmarkDotNet names them.</param>
internal sealed record Run(string Date, string Commit, string Command, IReadOnlyList<string> Machine);
