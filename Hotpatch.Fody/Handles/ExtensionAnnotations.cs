using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Trimming;
using Mono.Cecil;

namespace Hotpatch.Fody.Handles;

/// <summary>
/// Annotates the type parameters of the extension blocks that declare <c>Patches</c>. The compiler leaves the attribute out of its own copies
/// of the parameters, and trimming warns of what they are passed to.
/// </summary>
internal static class ExtensionAnnotations
{
    private static readonly HashSet<string> Annotation = [TrimmingNames.DynamicallyAccessedMembers];

    public static void CompleteAll(ModuleDefinition module)
    {
        foreach (var declaration in module.GetTypes().Where(IsGenerated))
        {
            foreach (var property in declaration.Properties)
                Complete(declaration, property);
        }
    }

    private static void Complete(TypeDefinition declaration, PropertyDefinition property)
    {
        if (property.ImplementationOf(property.GetMethod) is not { } implementation)
            return;

        for (var i = 0; i < declaration.GenericParameters.Count; i++)
        {
            var parameter = declaration.GenericParameters[i];
            if (!parameter.Has(TrimmingNames.DynamicallyAccessedMembers))
                implementation.GenericParameters[i].CopyAttributes(parameter, Annotation);
        }
    }

    private static bool IsGenerated(TypeDefinition type)
        => type.HasGenericParameters
            && type.IsExtensionDeclaration()
            && type.DeclaringType.Find(KnownNames.Framework.GeneratedCodeAttribute) is { ConstructorArguments: [{ Value: KnownNames.Generated.Tool }, ..] };
}
