using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// The type parameters that a generated class copies: those of a type, or those of a type and of a generic method. Empty if there are none.
/// </summary>
internal sealed class GenericScope
{
    private readonly GenericParameter[] _parameters;

    private GenericScope(GenericParameter[] parameters) => _parameters = parameters;

    public bool IsEmpty => _parameters.Length == 0;

    public static GenericScope Of(TypeDefinition type) => new(type.HasGenericParameters ? [.. type.GenericParameters] : []);

    public static GenericScope Of(MethodDefinition method) => new([.. method.DeclaringType.GenericParameters, .. method.GenericParameters]);

    /// <summary>Declares the parameters on a generated class, with their constraints.</summary>
    public void DeclareOn(TypeDefinition generated)
    {
        if (!IsEmpty)
            _parameters.CopyTo(generated, parameter => Inside(generated, parameter));
    }

    /// <summary>Returns a generated class with these parameters, as the method's body names it.</summary>
    public TypeReference Close(TypeDefinition generated) => IsEmpty ? generated : generated.Close(_parameters);

    /// <summary>Translates a type of the method's body to the type parameters of a generated class.</summary>
    public TypeReference Inside(TypeDefinition generated, TypeReference type)
        => IsEmpty ? type : Substitute(generated, type);

    /// <summary>Translates a method of a delegate type that the method's body names to the type parameters of a generated class.</summary>
    public MethodReference Inside(TypeDefinition generated, MethodReference invoke)
    {
        if (IsEmpty)
            return invoke;

        var inside = new MethodReference(invoke.Name, invoke.ReturnType, Inside(generated, invoke.DeclaringType)) { HasThis = true };
        foreach (var parameter in invoke.Parameters)
            inside.Parameters.Add(new ParameterDefinition(parameter.ParameterType));

        return inside;
    }

    private TypeReference Substitute(TypeDefinition generated, TypeReference type)
        => type.Substitute(parameter => generated.GenericParameters[IndexOf(parameter)]);

    private int IndexOf(GenericParameter parameter)
        => parameter.Type == GenericParameterType.Type
            ? parameter.Position
            : parameter.Position + _parameters.Count(candidate => candidate.Type == GenericParameterType.Type);
}
