using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using static Hotpatch.Fody.Trimming.TrimmingNames;

namespace Hotpatch.Fody.Trimming;

/// <summary>
/// The warnings for a method's token. Trimming and AOT treat every token as reflection, and the manifest and the declared handles use the
/// tokens of patchable methods.
/// </summary>
internal static class ReflectionWarnings
{
    /// <summary>Returns the codes of the warnings for the tokens of the method and its original.</summary>
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

    /// <summary>Returns the codes that the method's attributes silence in its body, because the method's callers get the warning.</summary>
    public static IEnumerable<string> PassedToCallersOf(MethodDefinition method)
    {
        // The attribute silences all trimming warnings.
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

    // On the method itself, the attribute is about the instance. On the result, it is the method's own promise, unless an override could break it.
    private static bool IsAnnotated(MethodDefinition method)
        => method.Has(DynamicallyAccessedMembers)
            || (method.HasParameters && method.Parameters.Any(parameter => parameter.Has(DynamicallyAccessedMembers)))
            || (method.IsVirtual && method.MethodReturnType.Has(DynamicallyAccessedMembers))
            || ((method.IsVirtual || method.IsSetter) && method.Owner()?.Has(DynamicallyAccessedMembers) == true);

    /// <summary>Returns the method. For a lambda or local function, returns also all methods that it may be a part of, by the start of its name.</summary>
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
