using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch;

/// <content>Patches of all instantiations for some calls only.</content>
public sealed partial class GenericPatchHandle
{
    /// <summary>
    /// Patches all instantiations for calls that meet a condition, which gets the arguments as objects: instantiations in use now, and each later one when
    /// it comes into use.
    /// </summary>
    /// <param name="condition">
    /// As for <see cref="ConditionalPatches.PatchWhenArguments(PatchHandle, Func{PatchArguments, bool}, Delegate, PatchOptions?)"/>.
    /// </param>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <param name="options">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate}, PatchOptions)"/>; null for none of it.</param>
    /// <returns>The scope; dispose it to remove the patches.</returns>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="condition"/> or <paramref name="factory"/> is null, or a replacement doesn't fit its instantiation. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">
    /// The method has no original for the other calls, or the program was compiled ahead of time without the code that picks a target for each call.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    public GenericPatchScope PatchWhenArguments(
        Func<PatchArguments, bool> condition, Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, PatchOptions? options = null)
    {
        options ??= PatchOptions.None;
        _ = condition ?? throw new InvalidReplacementException($"{Name}: a condition was expected, but null was found.");
        var (entry, guard) = Entry(
            factory,
            options,
            (handle, target) => new ConditionEntry(handle.Routable(), handle.ConformCondition(condition), target, options.Owner, options.Priority ?? 0)
            {
                Before = options.Before,
                After = options.After,
            });
        return Begin(entry, options, guard);
    }

    /// <summary>
    /// Patches all instantiations for a share of the calls, which are picked at random: instantiations in use now, and each later one when it comes into
    /// use.
    /// </summary>
    /// <param name="share">The share, from 0 to 1: 0.1 for a tenth of the calls. It can be changed later.</param>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <param name="options">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate}, PatchOptions)"/>; null for none of it.</param>
    /// <returns>The canary; dispose it to withdraw the replacements.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not a number from 0 to 1.</exception>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a replacement doesn't fit its instantiation. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchException">As for <see cref="PatchWhenArguments"/>.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="PatchWhenArguments"/>.</exception>
    public GenericPatchCanary Canary(double share, Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, PatchOptions? options = null)
    {
        options ??= PatchOptions.None;
        var part = new Share(share);
        var (entry, guard) = Entry(
            factory,
            options,
            (handle, target) => new CanaryEntry(handle.Routable(), part, condition: null, target, options.Owner, options.Priority ?? 0)
            {
                Before = options.Before,
                After = options.After,
            });
        return new GenericPatchCanary(Begin(entry, options, guard), part);
    }
}
