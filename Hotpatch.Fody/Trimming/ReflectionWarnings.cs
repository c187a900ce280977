using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using static Hotpatch.Fody.Trimming.TrimmingNames;

namespace Hotpatch.Fody.Trimming;

/// <summary>
/// The warnings that a method's token gives, since trimming and AOT take every token for an access by reflection. The manifest and the
/// declared handles name patchable methods by their tokens.
/// </summary>
internal static class ReflectionWarnings
{
    /// <summary>The codes of the warnings that naming the method gives, and naming its original too.</summary>
    public static IEnumerable<string> Of(MethodDefinition method)
    {
        if (IsAnnotated(method))
            yield return Warnings.AnnotatedByReflection;

        foreach (var source in SourcesOf(method))
        {
            if (source.Has(RequiresUnreferencedCode) || source.DeclaringType.Has(RequiresUnreferencedCode))
                yield return Warnings.UnreferencedCode;

            if (source.Has(RequiresDynamicCode) || source.DeclaringType.Has(RequiresDynamicCode))
                yield return Warnings.DynamicCode;

            if (source.Has(RequiresAssemblyFiles) || source.Owner()?.Has(RequiresAssemblyFiles) == true)
                yield return Warnings.AssemblyFiles;
        }
    }

    /// <summary>The codes that an attribute of a method silences in its body, since the method's callers get the warning.</summary>
    public static IEnumerable<string> PassedToCallersOf(MethodDefinition method)
    {
        // It silences all that trimming says.
        if (method.Has(RequiresUnreferencedCode))
        {
            yield return Warnings.UnreferencedCode;
            yield return Warnings.AnnotatedByReflection;
        }

        if (method.Has(RequiresDynamicCode))
            yield return Warnings.DynamicCode;

        if (method.Has(RequiresAssemblyFiles))
            yield return Warnings.AssemblyFiles;
    }

    // On the method itself, it speaks of the instance. What is returned is the method's own promise, unless another may override it.
    private static bool IsAnnotated(MethodDefinition method)
        => method.Has(DynamicallyAccessedMembers)
            || (method.HasParameters && method.Parameters.Any(parameter => parameter.Has(DynamicallyAccessedMembers)))
            || (method.IsVirtual && method.MethodReturnType.Has(DynamicallyAccessedMembers))
            || ((method.IsVirtual || method.IsSetter) && method.Owner()?.Has(DynamicallyAccessedMembers) == true);

    /// <summary>The method; for a lambda or local function, those too that it may be part of: any of the name that its own begins with.</summary>
    private static IEnumerable<MethodDefinition> SourcesOf(MethodDefinition method)
    {
        if (!method.IsLambdaOrLocalFunction())
            return [method];

        var type = method.DeclaringType;
        while (type.IsUnspeakable() && type.DeclaringType is { } outer)
            type = outer;

        var name = method.Name.Substring(1, method.Name.LastIndexOf('>') - 1);
        return type.Methods.Where(source => source.Name == name).Prepend(method);
    }
}
