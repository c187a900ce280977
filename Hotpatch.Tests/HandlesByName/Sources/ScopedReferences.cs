// C# 13
#pragma warning disable CS1591
using System;
using System.Diagnostics.CodeAnalysis;
using Hotpatch;

namespace Shop;

public class References
{
    [Patchable] public static void Scoped(scoped ref int a, scoped Span<int> b, scoped in int c, [UnscopedRef] out int d) => d = 1;

    [Patchable] public static int Readonly(ref readonly int a, params ReadOnlySpan<string> more) => a;

    [Patchable] public static bool TryGet(string? text, [NotNullWhen(true)] out string? value, [DisallowNull] ref string? other) => (value = text) is not null;

    [Patchable] [return: NotNullIfNotNull(nameof(text))] public static string? Echo(string? text, scoped ReadOnlySpan<char> more) => text;
}

public struct Buffer
{
    private int _first;

    [Patchable] [UnscopedRef] public ref int First() => ref _first;

    [Patchable] [UnscopedRef] public Span<int> AsSpan() => new(ref _first);

    [Patchable] public readonly ReadOnlySpan<int> Empty() => default;

    [Patchable] public readonly int Get() => _first;
}
