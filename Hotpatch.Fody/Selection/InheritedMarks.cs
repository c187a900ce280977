using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Marks that a method takes over from what it overrides or implements, in this assembly or another: <c>[Patchable(Inherited = true)]</c>.</summary>
internal static class InheritedMarks
{
    /// <summary>Whether the mark there, if one is, holds for overrides and implementations too.</summary>
    public static bool IsInherited(ICustomAttributeProvider member)
        => member.Find(KnownNames.Runtime.PatchableAttribute) is { HasProperties: true, Properties: var properties }
            && properties.Any(property => property is { Name: KnownNames.Runtime.PatchableInherited, Argument.Value: true });

    /// <summary>The member, or its type, that carries the mark which the method takes over; null where there is none.</summary>
    public static ICustomAttributeProvider? Find(MethodDefinition method)
    {
        if (!method.IsVirtual && !method.HasOverrides)
            return null;

        return Parents(method).Select(Passed).FirstOrDefault(carrier => carrier is not null);
    }

    // The nearest mark counts here too, and may be one that goes no further.
    private static ICustomAttributeProvider? Passed(MethodDefinition parent)
    {
        foreach (var carrier in new[] { parent, OwnerOf(parent), (ICustomAttributeProvider)parent.DeclaringType }.OfType<ICustomAttributeProvider>())
        {
            if (carrier.Has(KnownNames.Runtime.NotPatchableAttribute))
                return null;

            if (carrier.Has(KnownNames.Runtime.PatchableAttribute))
                return IsInherited(carrier) ? carrier : null;
        }

        return Find(parent);
    }

    private static IEnumerable<MethodDefinition> Parents(MethodDefinition method)
    {
        if (method is { IsVirtual: true, IsNewSlot: false } && Overridden(method) is { } overridden)
            yield return overridden;

        foreach (var named in method.Overrides)
        {
            if (DefinitionOf(named.DeclaringType) is not null && named.Resolve() is { } definition)
                yield return definition;
        }

        if (method is not { IsVirtual: true, IsPublic: true } || !method.DeclaringType.HasInterfaces)
            yield break;

        foreach (var implementation in method.DeclaringType.Interfaces)
        {
            if (Member(method, implementation.InterfaceType) is { } member && !IsImplementedExplicitly(member, method.DeclaringType))
                yield return member;
        }
    }

    private static MethodDefinition? Overridden(MethodDefinition method)
    {
        for (var type = method.DeclaringType.BaseType; type is not null && DefinitionOf(type) is { } definition; type = BaseOf(definition, type))
        {
            if (Member(method, type) is { } overridden)
                return overridden;
        }

        return null;
    }

    private static TypeReference? BaseOf(TypeDefinition definition, TypeReference type) => definition.BaseType?.Substitute(parameter => Argument(type, parameter));

    /// <summary>The virtual method of a type that has the name and the parameters of another.</summary>
    private static MethodDefinition? Member(MethodDefinition method, TypeReference type)
        => DefinitionOf(type)?.Methods.FirstOrDefault(candidate
            => candidate.IsVirtual
                && candidate.Name == method.Name
                && candidate.IsStatic == method.IsStatic
                && candidate.GenericParameters.Count == method.GenericParameters.Count
                && candidate.Parameters.Count == method.Parameters.Count
                && candidate.Parameters.Zip(method.Parameters, (one, other)
                    => one.ParameterType.Substitute(parameter => Argument(type, parameter)).IsSame(other.ParameterType)).All(same => same));

    private static TypeReference Argument(TypeReference type, GenericParameter parameter)
        => parameter.Type == GenericParameterType.Type && type is GenericInstanceType instance ? instance.GenericArguments[parameter.Position] : parameter;

    private static bool IsImplementedExplicitly(MethodDefinition member, TypeDefinition type)
        => type.Methods.Any(method => method.HasOverrides && method.Overrides.Any(named
            => named.Name == member.Name && named.DeclaringType.GetElementType().FullName == member.DeclaringType.FullName));

    // Nobody marks the framework, and it derives from nothing that is marked.
    private static TypeDefinition? DefinitionOf(TypeReference type)
        => type.GetElementType().Scope is AssemblyNameReference { PublicKeyToken: { Length: > 0 } token }
            && KnownNames.Framework.PublicKeyTokens.Contains(BitConverter.ToString(token))
                ? null
                : type.Resolve();

    private static ICustomAttributeProvider? OwnerOf(MethodDefinition method)
        => !method.IsSpecialName ? null
            : method.DeclaringType.Properties.FirstOrDefault(property => property.GetMethod == method || property.SetMethod == method)
                ?? (ICustomAttributeProvider?)method.DeclaringType.Events.FirstOrDefault(@event => @event.AddMethod == method || @event.RemoveMethod == method);
}
