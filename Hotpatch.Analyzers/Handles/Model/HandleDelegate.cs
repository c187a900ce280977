namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>A delegate type that is declared for one method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ReturnType">What it returns, and how.</param>
/// <param name="ReturnAttributes">The attributes of that.</param>
/// <param name="Parameters">The parameters as they are declared.</param>
/// <param name="Documentation">The lines of its comment.</param>
internal sealed record HandleDelegate(
    string Name, string ReturnType, EquatableArray<string> ReturnAttributes, EquatableArray<string> Parameters, EquatableArray<string> Documentation);
