namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>The extension property that is generated for a type, of the project or of a referenced assembly.</summary>
/// <param name="Name">The name of the class with the extension property.</param>
/// <param name="Namespace">The namespace of the type.</param>
/// <param name="Warnings">Codes of the warnings that the types in the signatures would give wherever they are named.</param>
/// <param name="Attributes">What the class carries.</param>
/// <param name="Class">The handle class.</param>
internal sealed record ExtensionFile(
    string Name, string Namespace, EquatableArray<string> Warnings, EquatableArray<string> Attributes, HandleClass Class);
