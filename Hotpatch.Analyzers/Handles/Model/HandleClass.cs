namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>A generated type whose members are the handles of another type's methods.</summary>
/// <param name="Name">Its name.</param>
/// <param name="AllName">The name of the one with the handles for all instantiations; null where the type is not generic.</param>
/// <param name="MembersName">The name of the struct that the extension property <c>Patches</c> gives; null where there is no such property.</param>
/// <param name="Hosts">The declarations of the partial types that it is nested in, outermost first; none where it stands in the namespace.</param>
/// <param name="IsPublic">Whether other assemblies see it.</param>
/// <param name="Target">The type, closed over the type parameters.</param>
/// <param name="TargetOpen">The type as <c>typeof</c> takes it.</param>
/// <param name="TargetId">The type as documentation names it.</param>
/// <param name="TypeParameters">The type parameters that it declares, not those of its hosts.</param>
/// <param name="Attributes">What all of its classes carry.</param>
/// <param name="Handles">Its members.</param>
internal sealed record HandleClass(
    string Name,
    string? AllName,
    string? MembersName,
    EquatableArray<string> Hosts,
    bool IsPublic,
    string Target,
    string TargetOpen,
    string TargetId,
    EquatableArray<TypeParameter> TypeParameters,
    EquatableArray<string> Attributes,
    EquatableArray<Handle> Handles);
