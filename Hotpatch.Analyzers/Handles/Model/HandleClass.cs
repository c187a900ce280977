namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>A generated class whose members return the handles of a type's methods.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="AllName">The name of the class with the handles of all instantiations; null if the type is not generic.</param>
/// <param name="MembersName">The name of the struct that the extension property <c>Patches</c> returns; null if there is no such property.</param>
/// <param name="Hosts">The declarations of the partial types around the class, outermost first; none if the class is in the namespace.</param>
/// <param name="IsPublic">Whether other assemblies can access the class.</param>
/// <param name="Target">The type, closed over the type parameters.</param>
/// <param name="TargetOpen">The type as an argument of <c>typeof</c>.</param>
/// <param name="TargetId">The type's name in documentation comments.</param>
/// <param name="TypeParameters">The type parameters that the class declares, without those of its hosts.</param>
/// <param name="Attributes">The attributes of all generated classes for the type.</param>
/// <param name="Handles">The handles.</param>
/// <param name="IsOfCalls">Whether the handles are those of the project's calls to the methods.</param>
/// <param name="Property">The name of the extension property.</param>
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
    EquatableArray<Handle> Handles,
    bool IsOfCalls = false,
    string Property = HandleClass.Patches)
{
    /// <summary>Whether the handles are those of the calls of all assemblies.</summary>
    public bool IsOfAllCalls { get; init; }

    /// <summary>Whether the type belongs to a woven reference, so that the members look their handles up.</summary>
    public bool IsOfReference { get; init; }

    /// <summary>The name of the extension property with the handles of a type's own methods.</summary>
    public const string Patches = "Patches";

    /// <summary>The name of the extension property with the handles of calls, if <see cref="Patches"/> means something else.</summary>
    public const string CallPatches = "CallPatches";
}
