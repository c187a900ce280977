using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework.Internal;

namespace Hotpatch.Tests.Properties;

/// <summary>
/// Runs properties from a fixed seed, so that builds can be repeated; the environment variable HOTPATCH_SEED tries another, and HOTPATCH_MORE multiplies
/// the number of inputs. A failure prints the seed of the run and the shrunk input.
/// </summary>
internal static class Seed
{
    private const ulong Fixed = 20261124;

    public static ulong Value { get; } = Environment.GetEnvironmentVariable("HOTPATCH_SEED") is { Length: > 0 } text
        ? ulong.Parse(text, CultureInfo.InvariantCulture)
        : Fixed;

    private static int More { get; } = Environment.GetEnvironmentVariable("HOTPATCH_MORE") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;

    public static void Check<T>(Gen<T> generator, Func<T, IEnumerable<T>> shrink, int tests, Action<T> body)
    {
        // The second number must be odd.
        var replay = new Replay(new Rnd(Value, 1), Microsoft.FSharp.Core.FSharpOption<int>.None);
        var config = Config.QuickThrowOnFailure.WithMaxTest(tests * More).WithReplay(replay).WithQuietOnSuccess(true);
        try
        {
            FsCheck.Check.One(config, Prop.ForAll(Arb.From(generator, shrink), value => Isolated(body, value)));
        }
        catch (Exception exception)
        {
            throw new AssertionException($"HOTPATCH_SEED={Value} shows this again: {exception.Message}", exception);
        }
    }

    // Assertions that fail while an input shrinks must not stay in the test's result.
    private static void Isolated<T>(Action<T> body, T value)
    {
        using (new TestExecutionContext.IsolatedContext())
            body(value);
    }
}
