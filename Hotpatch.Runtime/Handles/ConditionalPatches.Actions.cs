using Hotpatch.Handles;

namespace Hotpatch;

/// <content>The members for methods without a result.</content>
public static partial class ConditionalPatches
{
    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen(this PatchHandle<Action> handle, Func<bool> condition, Action replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1>(this PatchHandle<Action<T1>> handle, Func<T1, bool> condition, Action<T1> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, TKey>(
        this PatchHandle<Action<T1>> handle, double share, Action<T1> replacement, Func<T1, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, bool>(new KeyCondition<T1, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2>(this PatchHandle<Action<T1, T2>> handle, Func<T1, T2, bool> condition, Action<T1, T2> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, TKey>(
        this PatchHandle<Action<T1, T2>> handle, double share, Action<T1, T2> replacement, Func<T1, T2, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, bool>(new KeyCondition<T1, T2, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3>(this PatchHandle<Action<T1, T2, T3>> handle, Func<T1, T2, T3, bool> condition, Action<T1, T2, T3> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, TKey>(
        this PatchHandle<Action<T1, T2, T3>> handle, double share, Action<T1, T2, T3> replacement, Func<T1, T2, T3, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, bool>(new KeyCondition<T1, T2, T3, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3, T4>(this PatchHandle<Action<T1, T2, T3, T4>> handle, Func<T1, T2, T3, T4, bool> condition, Action<T1, T2, T3, T4> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, T4, TKey>(
        this PatchHandle<Action<T1, T2, T3, T4>> handle, double share, Action<T1, T2, T3, T4> replacement, Func<T1, T2, T3, T4, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, T4, bool>(new KeyCondition<T1, T2, T3, T4, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3, T4, T5>(this PatchHandle<Action<T1, T2, T3, T4, T5>> handle, Func<T1, T2, T3, T4, T5, bool> condition, Action<T1, T2, T3, T4, T5> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, T4, T5, TKey>(
        this PatchHandle<Action<T1, T2, T3, T4, T5>> handle, double share, Action<T1, T2, T3, T4, T5> replacement, Func<T1, T2, T3, T4, T5, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, T4, T5, bool>(new KeyCondition<T1, T2, T3, T4, T5, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3, T4, T5, T6>(this PatchHandle<Action<T1, T2, T3, T4, T5, T6>> handle, Func<T1, T2, T3, T4, T5, T6, bool> condition, Action<T1, T2, T3, T4, T5, T6> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, T4, T5, T6, TKey>(
        this PatchHandle<Action<T1, T2, T3, T4, T5, T6>> handle, double share, Action<T1, T2, T3, T4, T5, T6> replacement, Func<T1, T2, T3, T4, T5, T6, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, T4, T5, T6, bool>(new KeyCondition<T1, T2, T3, T4, T5, T6, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3, T4, T5, T6, T7>(this PatchHandle<Action<T1, T2, T3, T4, T5, T6, T7>> handle, Func<T1, T2, T3, T4, T5, T6, T7, bool> condition, Action<T1, T2, T3, T4, T5, T6, T7> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, T4, T5, T6, T7, TKey>(
        this PatchHandle<Action<T1, T2, T3, T4, T5, T6, T7>> handle, double share, Action<T1, T2, T3, T4, T5, T6, T7> replacement, Func<T1, T2, T3, T4, T5, T6, T7, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, T4, T5, T6, T7, bool>(new KeyCondition<T1, T2, T3, T4, T5, T6, T7, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3, T4, T5, T6, T7, T8>(this PatchHandle<Action<T1, T2, T3, T4, T5, T6, T7, T8>> handle, Func<T1, T2, T3, T4, T5, T6, T7, T8, bool> condition, Action<T1, T2, T3, T4, T5, T6, T7, T8> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, T4, T5, T6, T7, T8, TKey>(
        this PatchHandle<Action<T1, T2, T3, T4, T5, T6, T7, T8>> handle, double share, Action<T1, T2, T3, T4, T5, T6, T7, T8> replacement, Func<T1, T2, T3, T4, T5, T6, T7, T8, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, T4, T5, T6, T7, T8, bool>(new KeyCondition<T1, T2, T3, T4, T5, T6, T7, T8, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }
}
