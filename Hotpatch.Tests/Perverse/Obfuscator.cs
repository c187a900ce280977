using Mono.Cecil;

namespace Hotpatch.Tests.Perverse;

/// <summary>Renames what a module declares, apart from <c>C.Run</c> and what a base outside of it or the runtime names.</summary>
internal sealed class Obfuscator(ModuleDefinition module, Func<int, string> name)
{
    // Virtual methods of one name are renamed alike, so that overrides stay overrides.
    private readonly Dictionary<string, string> _virtuals = new(StringComparer.Ordinal);
    private int _number;

    public void RenameAll()
    {
        foreach (var type in Types())
        {
            type.Name = Next();
            RenameMembers(type, _ => Next());
        }
    }

    /// <summary>Gives all types of a namespace each their own name, and all members the same wherever their signatures allow that.</summary>
    public void RenameAllToOne(string one)
    {
        foreach (var type in Types())
        {
            type.Name = one;
            if (!type.IsNested)
                type.Namespace = Next();

            var signatures = new HashSet<string>(StringComparer.Ordinal);
            RenameMembers(type, method => signatures.Add(Signature(method)) ? one : Next());
            foreach (var field in Fields(type))
                field.Name = one;
        }
    }

    private TypeDefinition[] Types()
        => [.. module.GetTypes().Where(type => type.FullName is not ("C" or "<Module>") && !type.Name.StartsWith('<') && type.Namespace.Length == 0)];

    private void RenameMembers(TypeDefinition type, Func<MethodDefinition, string> nameOf)
    {
        foreach (var method in type.Methods.Where(method => !method.IsConstructor && !method.IsRuntime && !method.Name.StartsWith('<')))
        {
            method.Name = method.IsVirtual ? Virtual(method.Name) : nameOf(method);
            foreach (var parameter in method.Parameters)
                parameter.Name = Next();
        }

        foreach (var field in Fields(type))
            field.Name = Next();

        foreach (var property in type.Properties)
            property.Name = Next();

        foreach (var @event in type.Events)
            @event.Name = Next();
    }

    private static IEnumerable<FieldDefinition> Fields(TypeDefinition type) => type.Fields.Where(field => !field.IsRuntimeSpecialName);

    private string Virtual(string original)
    {
        if (original is "ToString" or "Equals" or "GetHashCode" or "Finalize")
            return original;

        if (!_virtuals.TryGetValue(original, out var renamed))
            _virtuals[original] = renamed = Next();

        return renamed;
    }

    private static string Signature(MethodDefinition method)
        => $"{method.ReturnType.FullName}`{method.GenericParameters.Count}({string.Join(",", method.Parameters.Select(parameter => parameter.ParameterType.FullName))})";

    private string Next() => name(++_number);
}
