using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Finds marks with <c>Inherited = true</c> on the members that a method overrides or implements, in this assembly or another.</summary>
internal static class InheritedMarks
{
    /// <summary>Whether the member has a mark that overrides and implementations inherit.</summary>
    public static bool IsInherited(ICustomAttributeProvider member)
        => member.Find(KnownNames.Runtime.PatchableAttribute) is { HasProperties: true, Properties: var properties }
            && properties.Any(property => property is { Name: KnownNames.Runtime.PatchableInherited, Argument.Value: true });

    /// <summary>Returns the member or type with the mark that the method inherits, or null.</summary>
    public static ICustomAttributeProvider? Find(MethodDefinition method)
    {
        if (!method.IsVirtual && !method.HasOverrides)
            return null;

        return Parents(method).Select(Passed).FirstOrDefault(carrier => carrier is not null);
    }

    // The nearest mark decides. If it is not inherited, marks farther out don't count.
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

    /// <summary>Returns the virtual method of a type with the name and the parameters of another method.</summary>
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

    // The framework has no marks, and derives from no type with marks. So its assemblies need not be resolved.
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
