using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Calls;

/// <summary>Copies what call stubs need from the metadata of other assemblies.</summary>
/// <param name="module">The module that gets the copies.</param>
internal sealed class ForeignMetadata(ModuleDefinition module)
{
    /// <summary>Attributes of a method that its call stub needs: they warn callers.</summary>
    private static readonly HashSet<string> OfMethod = KnownNames.Framework.RequirementAttributes;

    /// <summary>Copies type parameters with their constraints.</summary>
    /// <param name="parameters">The parameters of a type or a method of another assembly.</param>
    /// <param name="target">The type or method that gets the copies.</param>
    /// <param name="replace">Returns the copy of a type parameter. It is called when all copies of this list exist.</param>
    public void CopyTypeParameters(
        IReadOnlyList<GenericParameter> parameters, IGenericParameterProvider target, Func<GenericParameter, TypeReference> replace)
    {
        foreach (var parameter in parameters)
        {
            // A replacement could be no Func if a type argument could be a ref struct. Calls with such arguments stay as they are.
            var copy = new GenericParameter(parameter.Name, target) { Attributes = parameter.Attributes & ~GenericParameterAttributes.VarianceMask & ~TypeKind.AllowByRefLike };
            target.GenericParameters.Add(copy);
            CopyAttributes(parameter, copy, KnownNames.Framework.TypeParameterAttributes);
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            foreach (var constraint in parameters[i].Constraints)
                target.GenericParameters[i].Constraints.Add(new GenericParameterConstraint(Translate(constraint.ConstraintType, replace)));
        }
    }

    /// <summary>Gives a call stub the attributes of a method, of its parameters and of its result that matter to callers.</summary>
    public void CopyAttributes(CalledMethod method, MethodDefinition stub)
    {
        CopyAttributes(method.Definition, stub, OfMethod);
        CopyAttributes(method.Definition.MethodReturnType, stub.MethodReturnType, KnownNames.Framework.TypeAttributes);
        var first = method.HasInstance ? 1 : 0;
        foreach (var parameter in method.Definition.Parameters)
        {
            const ParameterAttributes Direction = ParameterAttributes.In | ParameterAttributes.Out;
            var copy = stub.Parameters[parameter.Index + first];
            copy.Name = parameter.Name;
            copy.Attributes = parameter.Attributes & Direction;
            CopyAttributes(parameter, copy, KnownNames.Framework.TypeAttributes);
        }

        // On the method itself, the attribute is about the instance.
        if (method.HasInstance)
            CopyAttributes(method.Definition, stub.Parameters[0], [KnownNames.Framework.DynamicallyAccessedMembersAttribute]);
    }

    /// <summary>Returns a method of another assembly as this module names it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="type">Its type, as this module names it, open if it is generic.</param>
    // The type parameters keep their places, and nothing else of them is written.
    public MethodReference Reference(MethodDefinition method, TypeReference type) => method.On(type, part => Translate(part, parameter => parameter));

    private void CopyAttributes(ICustomAttributeProvider source, ICustomAttributeProvider target, HashSet<string> names)
    {
        if (!source.HasCustomAttributes)
            return;

        foreach (var attribute in source.CustomAttributes.Where(attribute => names.Contains(attribute.AttributeType.FullName)))
            target.CustomAttributes.Add(Copy(attribute));
    }

    private CustomAttribute Copy(CustomAttribute attribute)
    {
        var copy = new CustomAttribute(Translate(attribute.Constructor));
        foreach (var argument in attribute.ConstructorArguments)
            copy.ConstructorArguments.Add(Copy(argument));

        foreach (var property in attribute.Properties)
            copy.Properties.Add(new CustomAttributeNamedArgument(property.Name, Copy(property.Argument)));

        return copy;
    }

    private CustomAttributeArgument Copy(CustomAttributeArgument argument)
        => new(
            Translate(argument.Type, parameter => parameter),
            argument.Value switch
            {
                CustomAttributeArgument[] items => Array.ConvertAll(items, Copy),
                TypeReference type => Translate(type, parameter => parameter),
                var value => value,
            });

    private MethodReference Translate(MethodReference constructor)
    {
        var copy = new MethodReference(constructor.Name, module.TypeSystem.Void, Translate(constructor.DeclaringType, parameter => parameter)) { HasThis = true };
        foreach (var parameter in constructor.Parameters)
            copy.Parameters.Add(new ParameterDefinition(Translate(parameter.ParameterType, type => type)));

        return copy;
    }

    /// <summary>Returns a type of another assembly as this module names it.</summary>
    private TypeReference Translate(TypeReference type, Func<GenericParameter, TypeReference> replace)
        => type switch
        {
            GenericParameter parameter => replace(parameter),
            GenericInstanceType instance => Named(instance.ElementType).Close(instance.GenericArguments.Select(argument => Translate(argument, replace))),
            ArrayType { IsVector: true } array => new ArrayType(Translate(array.ElementType, replace)),
            ByReferenceType reference => new ByReferenceType(Translate(reference.ElementType, replace)),
            PointerType pointer => new PointerType(Translate(pointer.ElementType, replace)),
            RequiredModifierType modified => new RequiredModifierType(Named(modified.ModifierType), Translate(modified.ElementType, replace)),
            OptionalModifierType modified => new OptionalModifierType(Named(modified.ModifierType), Translate(modified.ElementType, replace)),
            TypeSpecification => module.ImportReference(type),
            _ => Named(type),
        };

    // The module's own reference, if there is one: importing the definition would name the assembly that a facade forwards to.
    private TypeReference Named(TypeReference type)
        => Primitive(type) ?? (module.TryGetTypeReference(type.FullName, out var known) ? known : module.ImportReference(type));

    /// <summary>Returns a type that signatures encode without naming it; null for all other types.</summary>
    public TypeReference? Primitive(TypeReference type)
        => type.Namespace != KnownNames.Framework.System ? null : type.Name switch
        {
            nameof(Object) => module.TypeSystem.Object,
            nameof(String) => module.TypeSystem.String,
            nameof(Boolean) => module.TypeSystem.Boolean,
            nameof(Char) => module.TypeSystem.Char,
            nameof(SByte) => module.TypeSystem.SByte,
            nameof(Byte) => module.TypeSystem.Byte,
            nameof(Int16) => module.TypeSystem.Int16,
            nameof(UInt16) => module.TypeSystem.UInt16,
            nameof(Int32) => module.TypeSystem.Int32,
            nameof(UInt32) => module.TypeSystem.UInt32,
            nameof(Int64) => module.TypeSystem.Int64,
            nameof(UInt64) => module.TypeSystem.UInt64,
            nameof(Single) => module.TypeSystem.Single,
            nameof(Double) => module.TypeSystem.Double,
            nameof(IntPtr) => module.TypeSystem.IntPtr,
            nameof(UIntPtr) => module.TypeSystem.UIntPtr,
            nameof(TypedReference) => module.TypeSystem.TypedReference,
            _ => null,
        };
}
