namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>The extension property <c>Patches</c> of a type, from the project or from a referenced assembly.</summary>
/// <param name="Name">The name of the class that declares the extension property.</param>
/// <param name="Namespace">The namespace of the type.</param>
/// <param name="Warnings">The codes of the warnings that the types in the signatures cause.</param>
/// <param name="Attributes">The attributes of the class.</param>
/// <param name="Class">The handle class.</param>
internal sealed record ExtensionFile(
    string Name, string Namespace, EquatableArray<string> Warnings, EquatableArray<string> Attributes, HandleClass Class);
