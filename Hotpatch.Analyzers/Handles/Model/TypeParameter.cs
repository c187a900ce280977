namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>A type parameter as it is declared.</summary>
/// <param name="Name">Its name, escaped.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Constraints">What stands behind the colon; empty for none.</param>
internal sealed record TypeParameter(string Name, EquatableArray<string> Attributes, string Constraints);
