using System.Globalization;
using Hotpatch.Handles;
using Hotpatch.Naming;
using Hotpatch.Woven;

namespace Hotpatch;

/// <summary>One patch that lies on a method. A snapshot: immutable.</summary>
public sealed class PatchEntryDescription
{
    internal PatchEntryDescription(PatchKind kind, string? owner, Delegate? target, long created, string calls, long? runs)
    {
        (Kind, Owner, Calls, Runs) = (kind, owner, calls, runs);
        Target = target is null ? null : DelegateMethod.NameOf(Unguarded(target));
        Since = Ticks.ToTime(created);
    }

    /// <summary>Gets the kind of the patch.</summary>
    public PatchKind Kind { get; }

    /// <summary>Gets the owner: the name of who is responsible. Null if none was given.</summary>
    public string? Owner { get; }

    /// <summary>Gets the full name of the method that runs: the replacement's or the layer's. Null if it is not known.</summary>
    public string? Target { get; }

    /// <summary>Gets when the patch was laid, in UTC, to a few milliseconds.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>Gets for which calls the patch holds, as text: <c>all calls</c>, <c>10 % of the calls</c>.</summary>
    public string Calls { get; }

    /// <summary>Gets the share of the calls, from 0 to 1, that a canary takes or a shadow runs beside; null for other patches.</summary>
    public double? Share { get; internal init; }

    /// <summary>
    /// Gets about how often the patch ran; null if that is not counted. Patches for all calls aren't counted: measure the method instead. Calls that
    /// run at one moment on several threads can be lost.
    /// </summary>
    public long? Runs { get; }

    /// <summary>Returns all of it in one line.</summary>
    /// <returns>The text: <c>canary of fix-17: Shop.Fixes.Quote(…), 10 % of the calls, since 2026-11-30 06:40:12Z, ran 12 times</c>.</returns>
    public override string ToString()
        => string.Format(
            CultureInfo.InvariantCulture,
            "{0}{1}{2}, {3}, since {4:u}{5}",
            Kind.ToString().ToLowerInvariant(),
            Owner is null ? string.Empty : " of " + Owner,
            Target is null ? string.Empty : ": " + Target,
            Calls,
            Since,
            Runs is { } runs ? string.Format(CultureInfo.InvariantCulture, ", ran {0} times", runs) : string.Empty);

    private static Delegate Unguarded(Delegate target)
        => target.Target is Router { Plan.Guarded: { } guarded } ? Unguarded(guarded) : target;
}
