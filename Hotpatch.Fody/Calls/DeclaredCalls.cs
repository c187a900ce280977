using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Calls;

/// <summary>
/// Finds the methods whose calls have handles over all assemblies by name. They need call stubs even if this assembly makes no such call: the assembly
/// that makes it may be loaded later.
/// </summary>
internal static class DeclaredCalls
{
    /// <summary>Returns the methods, in the order of the declarations.</summary>
    public static IReadOnlyList<CalledMethod> Find(ModuleDefinition module)
    {
        var foreign = new ForeignMetadata(module);
        return [.. module.GetTypes().SelectMany(type => In(type, foreign))];
    }

    /// <summary>Whether the handles that a generated type declares are those over the calls of all assemblies.</summary>
    public static bool AreOfAll(TypeDefinition type)
        => type.Find(KnownNames.Runtime.CallsOfAttribute) is { HasProperties: true } attribute
            && attribute.Properties.Any(property => property is { Name: KnownNames.Runtime.CallsOfAllAssemblies, Argument.Value: true });

    private static IEnumerable<CalledMethod> In(TypeDefinition type, ForeignMetadata foreign)
    {
        if (!AreOfAll(type)
            || type.Find(KnownNames.Runtime.CallsOfAttribute)!.ConstructorArguments[0].Value is not TypeReference named
            || named.GetElementType() is not { } target
            || target.Resolve() is not { } definition)
        {
            return [];
        }

        var names = new HashSet<string>(
            type.Properties.Concat<IMemberDefinition>(type.Methods)
                .Select(member => member.Find(KnownNames.Runtime.HandleOfAttribute)?.ConstructorArguments[0].Value as string)
                .OfType<string>(),
            StringComparer.Ordinal);
        return definition.Methods
            .Where(method => names.Contains(method.Name) && CallRules.OfMethod(method, type.Module) is null)
            .Select(method => new CalledMethod(method, foreign.Reference(method, target)));
    }
}
