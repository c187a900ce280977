using Hotpatch.Routers;

namespace Hotpatch.Handles;

#pragma warning disable MA0048 // One shape of condition for each number of parameters.

/// <summary>Returns whether the keys of calls belong to a share. There is a class for each number of parameters.</summary>
/// <param name="share">The share.</param>
/// <param name="owner">The owner of the canary, which decides which keys are picked first.</param>
internal abstract class KeyCondition(Share share, string? owner)
{
    private readonly ulong _salt = KeyHash.SaltOf(owner);

    private protected bool Has<TKey>(TKey key) => share.Has(KeyHash.Of(key, _salt));
}

internal sealed class KeyCondition<T1, TKey>(Share share, string? owner, Func<T1, TKey> key) : KeyCondition(share, owner)
{
    public bool Holds(T1 a1) => Has(key(a1));
}

internal sealed class KeyCondition<T1, T2, TKey>(Share share, string? owner, Func<T1, T2, TKey> key) : KeyCondition(share, owner)
{
    public bool Holds(T1 a1, T2 a2) => Has(key(a1, a2));
}

internal sealed class KeyCondition<T1, T2, T3, TKey>(Share share, string? owner, Func<T1, T2, T3, TKey> key) : KeyCondition(share, owner)
{
    public bool Holds(T1 a1, T2 a2, T3 a3) => Has(key(a1, a2, a3));
}

internal sealed class KeyCondition<T1, T2, T3, T4, TKey>(Share share, string? owner, Func<T1, T2, T3, T4, TKey> key) : KeyCondition(share, owner)
{
    public bool Holds(T1 a1, T2 a2, T3 a3, T4 a4) => Has(key(a1, a2, a3, a4));
}

internal sealed class KeyCondition<T1, T2, T3, T4, T5, TKey>(Share share, string? owner, Func<T1, T2, T3, T4, T5, TKey> key) : KeyCondition(share, owner)
{
    public bool Holds(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5) => Has(key(a1, a2, a3, a4, a5));
}

internal sealed class KeyCondition<T1, T2, T3, T4, T5, T6, TKey>(Share share, string? owner, Func<T1, T2, T3, T4, T5, T6, TKey> key) : KeyCondition(share, owner)
{
    public bool Holds(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6) => Has(key(a1, a2, a3, a4, a5, a6));
}

internal sealed class KeyCondition<T1, T2, T3, T4, T5, T6, T7, TKey>(Share share, string? owner, Func<T1, T2, T3, T4, T5, T6, T7, TKey> key) : KeyCondition(share, owner)
{
    public bool Holds(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7) => Has(key(a1, a2, a3, a4, a5, a6, a7));
}

internal sealed class KeyCondition<T1, T2, T3, T4, T5, T6, T7, T8, TKey>(Share share, string? owner, Func<T1, T2, T3, T4, T5, T6, T7, T8, TKey> key) : KeyCondition(share, owner)
{
    public bool Holds(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8) => Has(key(a1, a2, a3, a4, a5, a6, a7, a8));
}
