using System.ComponentModel;
using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch;

/// <content>The members for methods of any signature.</content>
public static partial class ConditionalPatches
{
    private const string DoesNotFit
        = "The replacement doesn't have the method's signature. Pass a delegate of the handle's type. If the type is only known at run time, use a variable of type "
        + "PatchHandle.";

    /// <summary>
    /// Replaces a method's behaviour for calls that meet a condition, which gets the arguments as objects. Use this if the signature has by-ref
    /// parameters, spans, pointers or more than eight parameters.
    /// </summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The handle.</param>
    /// <param name="condition">
    /// Returns whether a call runs the replacement. An argument that can't be an object, such as a span, is the name of its type. Changes of the
    /// arguments have no effect. It runs in each call, on the caller's thread.
    /// </param>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <param name="options">The owner, the place among such patches of other owners, a guard, and how long to wait; null for none of it.</param>
    /// <returns>The scope; dispose it to remove the patch.</returns>
    /// <remarks>
    /// Each call boxes its arguments. Otherwise as <see cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>, with which it shares one
    /// order. Thread safe.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="InvalidReplacementException">The condition or the replacement is null. Nothing has changed.</exception>
    /// <exception cref="PatchException">
    /// The method has no original for the other calls, or the program was compiled ahead of time without the code that picks a target for each call.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    /// <example>
    /// <code>
    /// using (Parser.Patches.TryParse.PatchWhenArguments(
    ///     arguments => arguments["culture"] is "de",
    ///     (ReadOnlySpan&lt;char> text, string culture, out decimal value) => GermanParser.TryParse(text, out value)))
    /// {
    /// }
    /// </code>
    /// </example>
    public static PatchScope PatchWhenArguments<TDelegate>(
        this PatchHandle<TDelegate> handle, Func<PatchArguments, bool> condition, TDelegate replacement, PatchOptions? options = null)
        where TDelegate : Delegate
        => Required(handle).BeginConditionally(handle.ConformCondition(condition), replacement, options);

    /// <summary>
    /// Replaces a method's behaviour for calls that meet a condition, which gets the arguments as objects. Use this if the signature is only known at
    /// run time.
    /// </summary>
    /// <param name="handle">The handle.</param>
    /// <param name="condition">As for <see cref="PatchWhenArguments{TDelegate}(PatchHandle{TDelegate}, Func{PatchArguments, bool}, TDelegate, PatchOptions?)"/>.</param>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <param name="options">As for <see cref="PatchWhenArguments{TDelegate}(PatchHandle{TDelegate}, Func{PatchArguments, bool}, TDelegate, PatchOptions?)"/>.</param>
    /// <returns>The scope; dispose it to remove the patch.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="InvalidReplacementException">The condition or the replacement is null or doesn't fit. Nothing has changed.</exception>
    /// <exception cref="PatchException">As for <see cref="PatchWhenArguments{TDelegate}(PatchHandle{TDelegate}, Func{PatchArguments, bool}, TDelegate, PatchOptions?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="PatchWhenArguments{TDelegate}(PatchHandle{TDelegate}, Func{PatchArguments, bool}, TDelegate, PatchOptions?)"/>.</exception>
    public static PatchScope PatchWhenArguments(
        this PatchHandle handle, Func<PatchArguments, bool> condition, Delegate replacement, PatchOptions? options = null)
        => Required(handle).BeginConditionally(handle.ConformCondition(condition), replacement, options);

    /// <summary>Makes a replacement that doesn't fit a compile-time error.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The handle.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="replacement">The replacement.</param>
    /// <param name="options">The options.</param>
    /// <returns>The scope.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static PatchScope PatchWhenArguments<TDelegate>(
        this PatchHandle<TDelegate> handle, Func<PatchArguments, bool> condition, Delegate replacement, PatchOptions? options = null)
        where TDelegate : Delegate
        => PatchWhenArguments((PatchHandle)handle, condition, replacement, options);

    /// <summary>
    /// Replaces a method's behaviour for a share of the calls that a key selects, which is made from the arguments as objects. Use this if the signature
    /// has by-ref parameters, spans, pointers or more than eight parameters.
    /// </summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The handle.</param>
    /// <param name="share">The share of the keys, from 0 to 1. If it grows, keys only move to the replacement; if it shrinks, only away from it.</param>
    /// <param name="replacement">The delegate to run instead of the method.</param>
    /// <param name="key">
    /// Returns the key of a call. An argument that can't be an object, such as a span, is the name of its type. Keys are spread as
    /// <see cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/> describes.
    /// </param>
    /// <param name="options">The owner, the place among the canaries of other owners, a guard, and how long to wait; null for none of it.</param>
    /// <returns>The canary; dispose it to withdraw the replacement.</returns>
    /// <remarks>Each call boxes its arguments. Thread safe.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not a number from 0 to 1.</exception>
    /// <exception cref="InvalidReplacementException">The replacement or the key selector is null. Nothing has changed.</exception>
    /// <exception cref="PatchException">As for <see cref="PatchWhenArguments{TDelegate}(PatchHandle{TDelegate}, Func{PatchArguments, bool}, TDelegate, PatchOptions?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="PatchWhenArguments{TDelegate}(PatchHandle{TDelegate}, Func{PatchArguments, bool}, TDelegate, PatchOptions?)"/>.</exception>
    public static PatchCanary CanaryByArguments<TDelegate>(
        this PatchHandle<TDelegate> handle, double share, TDelegate replacement, Func<PatchArguments, object?> key, PatchOptions? options = null)
        where TDelegate : Delegate
        => CanaryByArguments((PatchHandle)handle, share, replacement, key, options);

    /// <summary>
    /// Replaces a method's behaviour for a share of the calls that a key selects, which is made from the arguments as objects. Use this if the signature
    /// is only known at run time.
    /// </summary>
    /// <param name="handle">The handle.</param>
    /// <param name="share">As for <see cref="CanaryByArguments{TDelegate}(PatchHandle{TDelegate}, double, TDelegate, Func{PatchArguments, object?}, PatchOptions?)"/>.</param>
    /// <param name="replacement">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <param name="key">As for <see cref="CanaryByArguments{TDelegate}(PatchHandle{TDelegate}, double, TDelegate, Func{PatchArguments, object?}, PatchOptions?)"/>.</param>
    /// <param name="options">As for <see cref="CanaryByArguments{TDelegate}(PatchHandle{TDelegate}, double, TDelegate, Func{PatchArguments, object?}, PatchOptions?)"/>.</param>
    /// <returns>The canary; dispose it to withdraw the replacement.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not a number from 0 to 1.</exception>
    /// <exception cref="InvalidReplacementException">The replacement or the key selector is null or doesn't fit. Nothing has changed.</exception>
    /// <exception cref="PatchException">As for <see cref="PatchWhenArguments{TDelegate}(PatchHandle{TDelegate}, Func{PatchArguments, bool}, TDelegate, PatchOptions?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="PatchWhenArguments{TDelegate}(PatchHandle{TDelegate}, Func{PatchArguments, bool}, TDelegate, PatchOptions?)"/>.</exception>
    public static PatchCanary CanaryByArguments(
        this PatchHandle handle, double share, Delegate replacement, Func<PatchArguments, object?> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        var condition = handle.ConformCondition(new KeyCondition<PatchArguments, object?>(part, options?.Owner, key).Holds);
        return handle.BeginCanary(part, condition, handle.Conform(replacement), options);
    }

    /// <summary>Makes a replacement that doesn't fit a compile-time error.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The handle.</param>
    /// <param name="share">The share.</param>
    /// <param name="replacement">The replacement.</param>
    /// <param name="key">The key selector.</param>
    /// <param name="options">The options.</param>
    /// <returns>The canary.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static PatchCanary CanaryByArguments<TDelegate>(
        this PatchHandle<TDelegate> handle, double share, Delegate replacement, Func<PatchArguments, object?> key, PatchOptions? options = null)
        where TDelegate : Delegate
        => CanaryByArguments((PatchHandle)handle, share, replacement, key, options);
}
