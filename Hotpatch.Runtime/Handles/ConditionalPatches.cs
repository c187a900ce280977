using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch;

/// <summary>Patches methods for calls with certain arguments, and for a share of the calls that a key selects.</summary>
/// <remarks>
/// The conditions and key selectors have the method's own parameters, the instance first. There are overloads for methods with up to eight
/// parameters, instance included, that fit a <c>Func</c> or an <c>Action</c>. For methods with by-ref parameters, spans or more parameters, there are
/// <c>PatchWhenArguments</c> and <c>CanaryByArguments</c>, which get the arguments as objects.
/// </remarks>
/// <example>
/// <code>
/// using (PriceService.Patches.Quote.PatchWhen((self, quantity) => quantity > 10, (self, quantity) => 1m))
/// {
///     // quotes for more than 10 are 1
/// }
/// </code>
/// </example>
[SuppressMessage("ApiDesign", "RS0026", Justification = "The type of the handle selects the overload.")]
public static partial class ConditionalPatches
{
    /// <summary>Replaces a method's behaviour for calls that meet a condition over their arguments.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="condition">
    /// Returns whether a call runs the replacement. Its parameters are those of the method, the instance first. It runs in each call, on the caller's
    /// thread.
    /// </param>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <param name="options">The owner, the place among such patches of other owners, a guard, and how long to wait; null for none of it.</param>
    /// <returns>The scope; dispose it to remove the patch.</returns>
    /// <remarks>
    /// <para>
    /// Of several such patches, the latest is asked first, unless their options say otherwise. Calls that meet no condition run what lies below: a canary, a replacement or the original.
    /// If the condition throws, the caller gets a <see cref="PatchException"/> that names the method and the owner; its
    /// <see cref="Exception.InnerException"/> is the condition's exception.
    /// </para>
    /// <para>Waits for running calls as <see cref="PatchHandle{TDelegate}.Patch(TDelegate)"/> does. Thread safe.</para>
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="InvalidReplacementException">The condition or the replacement is null or doesn't fit. Nothing has changed.</exception>
    /// <exception cref="PatchException">
    /// The method has no original for the other calls; its parameters fit no condition; or the program was compiled ahead of time without the code
    /// that picks a target for each call.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    public static PatchScope PatchWhen(this PatchHandle handle, Delegate condition, Delegate replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <summary>Replaces a method's behaviour for a share of the calls that a key selects, so that the same key always gets the same side.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="share">The share of the keys, from 0 to 1. If it grows, keys only move to the replacement; if it shrinks, only away from it.</param>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <param name="key">
    /// Returns the key of a call, such as a customer's number. Its parameters are those of the method, the instance first. Strings, numbers and GUIDs
    /// get the same side in each process; other keys are spread by their <see cref="object.GetHashCode"/>.
    /// </param>
    /// <param name="options">
    /// The owner, the place among the canaries of other owners, a guard, and how long to wait; null for none of it. Canaries of one owner pick the same
    /// keys, so that a fix of several methods is consistent for each key. Canaries of different owners pick different ones.
    /// </param>
    /// <returns>The canary; dispose it to withdraw the replacement.</returns>
    /// <remarks>
    /// If the selector throws, the caller gets a <see cref="PatchException"/>, as from a condition. Waits for running calls as
    /// <see cref="PatchHandle{TDelegate}.Patch(TDelegate)"/> does. Thread safe.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not a number from 0 to 1.</exception>
    /// <exception cref="InvalidReplacementException">The replacement or the key selector is null or doesn't fit. Nothing has changed.</exception>
    /// <exception cref="PatchException">As for <see cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>.</exception>
    /// <typeparam name="T1">The type of the first parameter.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    public static PatchCanary Canary<T1, TResult, TKey>(
        this PatchHandle<Func<T1, TResult>> handle, double share, Func<T1, TResult> replacement, Func<T1, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, bool>(new KeyCondition<T1, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <summary>
    /// Makes a condition or replacement that doesn't fit a compile-time error. For delegates whose types are only known at run time, use a variable of
    /// type <see cref="PatchHandle"/>.
    /// </summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The handle.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="replacement">The replacement.</param>
    /// <param name="options">The options.</param>
    /// <returns>The scope.</returns>
    [Obsolete(
        "The condition or the replacement doesn't have the method's parameters. Pass delegates that fit. For a method with by-ref parameters, spans or more than "
        + "eight parameters, use PatchWhenArguments. If the type is only known at run time, use a variable of type PatchHandle.",
        error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static PatchScope PatchWhen<TDelegate>(this PatchHandle<TDelegate> handle, Delegate condition, Delegate replacement, PatchOptions? options = null)
        where TDelegate : Delegate
        => ((PatchHandle)handle).PatchWhen(condition, replacement, options);

    /// <summary>Checks the arguments of a canary with a key selector, and returns its share.</summary>
    private static Share Keyed(PatchHandle? handle, double share, Delegate? replacement, Delegate? key)
    {
        var part = new Share(share);
        _ = Required(handle).Conform(replacement);
        return key is not null ? part : throw new InvalidReplacementException(
            $"{handle!.Name}: a key selector was expected, but null was found. To pick calls at random, pass no selector.");
    }

    private static CallCondition.OfParameters Keyed(Delegate condition) => new CallCondition.OfParameters(condition);

    private static PatchScope Conditionally(PatchHandle? handle, Delegate condition, Delegate replacement, PatchOptions? options)
        => Required(handle).BeginConditionally(handle!.ConformCondition(condition), replacement, options);

    private static PatchHandle Required(PatchHandle? handle) => handle ?? throw new ArgumentNullException(nameof(handle));
}
