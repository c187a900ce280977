using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Trimming;
using Mono.Cecil;

namespace Hotpatch.Fody.Handles;

/// <summary>
/// Copies <c>[DynamicallyAccessedMembers]</c> to the type parameters of the methods that implement the extension property <c>Patches</c>.
/// The compiler copies the type parameters without the attribute, and trimming would warn about their use.
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
