using System.ComponentModel;
using Hotpatch.Routers;

namespace Hotpatch;

/// <content>Patches for a share of the calls.</content>
public sealed partial class PatchHandle<TDelegate>
{
    /// <summary>Replaces the method's behaviour for a share of the calls, which are picked at random.</summary>
    /// <param name="share">The share, from 0 to 1: 0.1 for a tenth of the calls. It can be changed later.</param>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <param name="options">The owner, the place among the canaries of other owners, a guard, and how long to wait; null for none of it.</param>
    /// <returns>The canary. Dispose it to withdraw the replacement; <see cref="PatchCanary.Promote"/> makes it hold for all calls.</returns>
    /// <remarks>
    /// <para>
    /// The other calls run what lies below: an older canary, a replacement or the original. To pick calls by a key, so that the same customer always
    /// gets the same side, use a member of <see cref="ConditionalPatches"/> with a key selector.
    /// </para>
    /// <para>Waits for running calls as <see cref="Patch(TDelegate)"/> does. Thread safe.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not a number from 0 to 1.</exception>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="replacement"/> is null, or is the patchable method itself. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">As for <see cref="PatchFlow(TDelegate, string?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="Patch(TDelegate)"/>.</exception>
    /// <example>
    /// <code>
    /// PatchCanary canary = PriceService.Patches.Quote.Canary(0.1, (self, quantity) => NewQuote(self, quantity));
    /// canary.Share = 0.5;
    /// canary.Promote();
    /// </code>
    /// </example>
    public PatchCanary Canary(double share, TDelegate replacement, PatchOptions? options = null)
        => BeginCanary(new Share(share), condition: null, Conform(replacement), options);

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="share">As for <see cref="PatchHandle.Canary(double, Delegate, PatchOptions?)"/>.</param>
    /// <param name="replacement">As for <see cref="PatchHandle.Canary(double, Delegate, PatchOptions?)"/>.</param>
    /// <param name="options">As for <see cref="PatchHandle.Canary(double, Delegate, PatchOptions?)"/>.</param>
    /// <returns>As for <see cref="PatchHandle.Canary(double, Delegate, PatchOptions?)"/>.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable RS0026 // With the same optional parameters, so that it is found whenever the other one does not fit.
    public new PatchCanary Canary(double share, Delegate replacement, PatchOptions? options = null) => base.Canary(share, replacement, options);
#pragma warning restore RS0026
}
