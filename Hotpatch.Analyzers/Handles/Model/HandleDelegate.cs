namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>A delegate type that is declared for one method.</summary>
/// <param name="Name">The name of the delegate type.</param>
/// <param name="ReturnType">The return type, with <c>ref</c> if there is one.</param>
/// <param name="ReturnAttributes">The attributes of the return type.</param>
/// <param name="Parameters">The parameters as they are declared.</param>
/// <param name="Documentation">The lines of the documentation comment.</param>
internal sealed record HandleDelegate(
    string Name, string ReturnType, EquatableArray<string> ReturnAttributes, EquatableArray<string> Parameters, EquatableArray<string> Documentation);
