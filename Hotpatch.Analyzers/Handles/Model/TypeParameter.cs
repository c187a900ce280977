namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>A type parameter as it is declared.</summary>
/// <param name="Name">The name, with keywords escaped.</param>
/// <param name="Attributes">The attributes.</param>
/// <param name="Constraints">The constraints, separated by commas; empty if there are none.</param>
internal sealed record TypeParameter(string Name, EquatableArray<string> Attributes, string Constraints);
