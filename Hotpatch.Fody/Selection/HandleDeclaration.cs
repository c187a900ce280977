using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>A generated member that is to give the handle of a method.</summary>
/// <param name="Accessor">The member: a property's getter, or a method with the type parameters of the method.</param>
/// <param name="Name">The member's name in source.</param>
/// <param name="Type">The type that declares the method.</param>
/// <param name="MethodName">The method's name.</param>
/// <param name="IsStatic">Whether the method is static.</param>
internal sealed record HandleDeclaration(MethodDefinition Accessor, string Name, TypeDefinition Type, string MethodName, bool IsStatic)
{
    /// <summary>The delegate type, as the accessor names it; null where the member is for all instantiations.</summary>
    public TypeReference? Delegate => Accessor.ReturnType is GenericInstanceType { GenericArguments: [var type] } ? type : null;

    public string DisplayName => $"{Accessor.DeclaringType.DisplayName()}.{Name}";

    /// <summary>The members that a generated type declares, if it is one.</summary>
    public static IEnumerable<HandleDeclaration> In(TypeDefinition type)
    {
        // A type of another module has its handles there; here is at most the extension property that leads to them.
        if (type.Find(KnownNames.Runtime.HandlesOfAttribute)?.ConstructorArguments[0].Value is not TypeReference declaring
            || declaring.Scope != type.Module
            || declaring.Resolve() is not { } target)
        {
            yield break;
        }

        foreach (var property in type.Properties)
        {
            if (property.Find(KnownNames.Runtime.HandleOfAttribute) is { } attribute && property.GetMethod is { } getter)
                yield return Of(attribute, getter, property.Name, target);
        }

        foreach (var method in type.Methods)
        {
            if (method.Find(KnownNames.Runtime.HandleOfAttribute) is { } attribute)
                yield return Of(attribute, method, method.Name, target);
        }
    }

    private static HandleDeclaration Of(CustomAttribute attribute, MethodDefinition accessor, string name, TypeDefinition type)
        => new(accessor, name, type, (string)attribute.ConstructorArguments[0].Value, (bool)attribute.ConstructorArguments[1].Value);
}
