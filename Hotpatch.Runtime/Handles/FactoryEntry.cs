namespace Hotpatch.Handles;

/// <summary>Makes an entry for each instantiation of a generic handle, including later ones. One object is one entry of one generic handle.</summary>
/// <param name="make">
/// Makes the entry of one instantiation from its handle and its type arguments; returns null to leave the instantiation as it is. This is foreign
/// code. It is called once for each instantiation, and again if two threads bring the same one into use.
/// </param>
/// <param name="owner">The name of who is responsible; null if it is not known.</param>
internal sealed class FactoryEntry(Func<PatchHandle, IReadOnlyList<Type>, StackEntry?> make, string? owner = null)
{
    public string? Owner => owner;

    /// <summary>Gets the flow patch that enters each instantiation by this factory, which makes no entries then; null if there is none.</summary>
    public GenericFlowPatch? Flow { get; init; }

    /// <summary>Gets whether the entries only look at calls.</summary>
    public bool OnlyLooks { get; init; }

    /// <summary>Gets whether the entries change what calls do, whatever their flow.</summary>
    public bool Patches => Flow is null && !OnlyLooks;

    /// <summary>Gets whether the entries are those of a canary that was promoted.</summary>
    public bool IsPromoted { get; init; }

    /// <summary>Gets what is told of an instantiation that nobody can call any more; null for nobody.</summary>
    public Action<PatchHandle>? Forget { get; init; }

    public StackEntry? MakeFor(GenericInstantiation instantiation) => MakeFor(instantiation.Handle, instantiation.TypeArguments);

    public StackEntry? MakeFor(PatchHandle handle, IReadOnlyList<Type> typeArguments) => make(handle, typeArguments);
}
