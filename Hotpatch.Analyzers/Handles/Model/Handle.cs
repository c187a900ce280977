namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>The handle of one method.</summary>
/// <param name="Name">The member's name, not escaped.</param>
/// <param name="Method">The method's name in metadata.</param>
/// <param name="IsStatic">Whether the method is static.</param>
/// <param name="FullName">The method's full name, as handles have it.</param>
/// <param name="IsPublic">Whether other assemblies can call the method.</param>
/// <param name="IsUnsafe">Whether its signature has pointers.</param>
/// <param name="DelegateType">The delegate type, as the member names it.</param>
/// <param name="Delegate">The declaration of that; null where the framework's serves.</param>
/// <param name="TypeParameters">The method's own.</param>
/// <param name="Attributes">What the member carries besides.</param>
/// <param name="Requirements">What its accessor carries, or the member where it is a method.</param>
/// <param name="Documentation">The lines of its comment.</param>
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
    EquatableArray<string> Documentation);
