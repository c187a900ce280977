using Hotpatch.Handles;

namespace Hotpatch;

/// <content>The members for methods that return a result.</content>
public static partial class ConditionalPatches
{
    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<TResult>(this PatchHandle<Func<TResult>> handle, Func<bool> condition, Func<TResult> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, TResult>(this PatchHandle<Func<T1, TResult>> handle, Func<T1, bool> condition, Func<T1, TResult> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, TResult>(this PatchHandle<Func<T1, T2, TResult>> handle, Func<T1, T2, bool> condition, Func<T1, T2, TResult> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, TResult, TKey>(
        this PatchHandle<Func<T1, T2, TResult>> handle, double share, Func<T1, T2, TResult> replacement, Func<T1, T2, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, bool>(new KeyCondition<T1, T2, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3, TResult>(this PatchHandle<Func<T1, T2, T3, TResult>> handle, Func<T1, T2, T3, bool> condition, Func<T1, T2, T3, TResult> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, TResult, TKey>(
        this PatchHandle<Func<T1, T2, T3, TResult>> handle, double share, Func<T1, T2, T3, TResult> replacement, Func<T1, T2, T3, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, bool>(new KeyCondition<T1, T2, T3, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3, T4, TResult>(this PatchHandle<Func<T1, T2, T3, T4, TResult>> handle, Func<T1, T2, T3, T4, bool> condition, Func<T1, T2, T3, T4, TResult> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, T4, TResult, TKey>(
        this PatchHandle<Func<T1, T2, T3, T4, TResult>> handle, double share, Func<T1, T2, T3, T4, TResult> replacement, Func<T1, T2, T3, T4, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, T4, bool>(new KeyCondition<T1, T2, T3, T4, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3, T4, T5, TResult>(this PatchHandle<Func<T1, T2, T3, T4, T5, TResult>> handle, Func<T1, T2, T3, T4, T5, bool> condition, Func<T1, T2, T3, T4, T5, TResult> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, T4, T5, TResult, TKey>(
        this PatchHandle<Func<T1, T2, T3, T4, T5, TResult>> handle, double share, Func<T1, T2, T3, T4, T5, TResult> replacement, Func<T1, T2, T3, T4, T5, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, T4, T5, bool>(new KeyCondition<T1, T2, T3, T4, T5, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3, T4, T5, T6, TResult>(this PatchHandle<Func<T1, T2, T3, T4, T5, T6, TResult>> handle, Func<T1, T2, T3, T4, T5, T6, bool> condition, Func<T1, T2, T3, T4, T5, T6, TResult> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, T4, T5, T6, TResult, TKey>(
        this PatchHandle<Func<T1, T2, T3, T4, T5, T6, TResult>> handle, double share, Func<T1, T2, T3, T4, T5, T6, TResult> replacement, Func<T1, T2, T3, T4, T5, T6, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, T4, T5, T6, bool>(new KeyCondition<T1, T2, T3, T4, T5, T6, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3, T4, T5, T6, T7, TResult>(this PatchHandle<Func<T1, T2, T3, T4, T5, T6, T7, TResult>> handle, Func<T1, T2, T3, T4, T5, T6, T7, bool> condition, Func<T1, T2, T3, T4, T5, T6, T7, TResult> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, T4, T5, T6, T7, TResult, TKey>(
        this PatchHandle<Func<T1, T2, T3, T4, T5, T6, T7, TResult>> handle, double share, Func<T1, T2, T3, T4, T5, T6, T7, TResult> replacement, Func<T1, T2, T3, T4, T5, T6, T7, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, T4, T5, T6, T7, bool>(new KeyCondition<T1, T2, T3, T4, T5, T6, T7, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }

    /// <inheritdoc cref="PatchWhen(PatchHandle, Delegate, Delegate, PatchOptions?)"/>
    public static PatchScope PatchWhen<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(this PatchHandle<Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>> handle, Func<T1, T2, T3, T4, T5, T6, T7, T8, bool> condition, Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> replacement, PatchOptions? options = null)
        => Conditionally(handle, condition, replacement, options);

    /// <inheritdoc cref="Canary{T1, TResult, TKey}(PatchHandle{Func{T1, TResult}}, double, Func{T1, TResult}, Func{T1, TKey}, PatchOptions?)"/>
    public static PatchCanary Canary<T1, T2, T3, T4, T5, T6, T7, T8, TResult, TKey>(
        this PatchHandle<Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>> handle, double share, Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> replacement, Func<T1, T2, T3, T4, T5, T6, T7, T8, TKey> key, PatchOptions? options = null)
    {
        var part = Keyed(handle, share, replacement, key);
        return handle.BeginCanary(part, Keyed(new Func<T1, T2, T3, T4, T5, T6, T7, T8, bool>(new KeyCondition<T1, T2, T3, T4, T5, T6, T7, T8, TKey>(part, options?.Owner, key).Holds)), replacement, options);
    }
}
