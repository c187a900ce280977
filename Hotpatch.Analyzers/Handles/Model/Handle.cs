namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>The handle of one method.</summary>
/// <param name="Name">The member's name, not escaped.</param>
/// <param name="Method">The method's name in metadata.</param>
/// <param name="IsStatic">Whether the method is static.</param>
/// <param name="FullName">The full name of the handle.</param>
/// <param name="IsPublic">Whether other assemblies can call the method.</param>
/// <param name="IsUnsafe">Whether its signature has pointers.</param>
/// <param name="DelegateType">The delegate type, as the member names it.</param>
/// <param name="Delegate">The declaration of the delegate type; null for a <c>Func</c> or <c>Action</c>.</param>
/// <param name="TypeParameters">The method's own type parameters.</param>
/// <param name="Attributes">More attributes of the member.</param>
/// <param name="Requirements">Attributes that require something of callers. They stand on the accessor, or on the member if it is a method.</param>
/// <param name="Documentation">The lines of the documentation comment.</param>
internal sealed record Handle(
    string Name,
    string Method,
    bool IsStatic,
    string FullName,
    bool IsPublic,
    bool IsUnsafe,
    string DelegateType,
    HandleDelegate? Delegate,
    EquatableArray<TypeParameter> TypeParameters,
    EquatableArray<string> Attributes,
    EquatableArray<string> Requirements,
    EquatableArray<string> Documentation)
{
    /// <summary>
    /// Whether the member has the type <c>PatchHandle</c>. The weaver of a referenced assembly can't use the delegate type that this project declares.
    /// </summary>
    public bool IsUntyped { get; init; }
}
