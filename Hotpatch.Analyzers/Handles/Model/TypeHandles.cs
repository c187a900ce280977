namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>The result of reading a type: the file to generate, and the methods without a handle.</summary>
internal sealed record TypeHandles(HandleFile? File, EquatableArray<Undeclared> Undeclared)
{
    /// <summary>The result for a type without patchable methods.</summary>
    public static TypeHandles None { get; } = new(null, default);
}
