namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>What was read of a type: what to generate, and which of its methods go without.</summary>
internal sealed record TypeHandles(HandleFile? File, EquatableArray<Undeclared> Undeclared)
{
    /// <summary>What a type has that has no patchable method.</summary>
    public static TypeHandles None { get; } = new(null, default);
}
