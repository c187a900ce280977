using Hotpatch.Fody.Calls;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>A generated member that returns the handle of a method. The weaver fills in its body.</summary>
/// <param name="Accessor">The getter of the member, or the member itself if it is a method with type parameters.</param>
/// <param name="Name">The member's name in source.</param>
/// <param name="Type">The type that declares the patchable method.</param>
/// <param name="MethodName">The name of the patchable method.</param>
/// <param name="IsStatic">Whether the patchable method is static.</param>
internal sealed record HandleDeclaration(MethodDefinition Accessor, string Name, TypeDefinition Type, string MethodName, bool IsStatic)
{
    /// <summary>The delegate type, as the accessor names it; null if the member returns the handle of all instantiations.</summary>
    public TypeReference? Delegate => Accessor.ReturnType is GenericInstanceType { GenericArguments: [var type] } ? type : null;

    /// <summary>Whether the handle is that over the calls of all assemblies.</summary>
    public bool IsOfAllCalls { get; private init; }

    public string DisplayName => $"{Accessor.DeclaringType.DisplayName()}.{Name}";

    /// <summary>Returns the declarations in a generated type; none for other types.</summary>
    public static IEnumerable<HandleDeclaration> In(TypeDefinition type)
    {
        // If the declaring type is in another module, its handles are there too. This module has at most the extension property Patches.
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

    /// <summary>Returns the declarations for calls in a generated type; none for other types, and if no such call has a stub.</summary>
    public static IEnumerable<HandleDeclaration> In(TypeDefinition type, IReadOnlyList<CallType> calls)
    {
        if (type.Find(KnownNames.Runtime.CallsOfAttribute)?.ConstructorArguments[0].Value is not TypeReference target
            || calls.FirstOrDefault(candidate => candidate.Target.IsSame(target.GetElementType())) is not { Definition: var stubs })
        {
            return [];
        }

        return type.Properties.Where(property => property.GetMethod is not null).Select(property => (Member: (IMemberDefinition)property, Accessor: property.GetMethod))
            .Concat(type.Methods.Select(method => (Member: (IMemberDefinition)method, Accessor: method)))
            .Where(pair => pair.Member.Has(KnownNames.Runtime.HandleOfAttribute))
            .Select(pair => Of(pair.Member.Find(KnownNames.Runtime.HandleOfAttribute)!, pair.Accessor, pair.Member.Name, stubs) with { IsOfAllCalls = DeclaredCalls.AreOfAll(type) });
    }

    private static HandleDeclaration Of(CustomAttribute attribute, MethodDefinition accessor, string name, TypeDefinition type)
        => new(accessor, name, type, (string)attribute.ConstructorArguments[0].Value, (bool)attribute.ConstructorArguments[1].Value);
}
