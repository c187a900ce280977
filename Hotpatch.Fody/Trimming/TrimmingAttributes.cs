using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using static Hotpatch.Fody.Trimming.TrimmingNames;

namespace Hotpatch.Fody.Trimming;

/// <summary>
/// Keeps the analyses for trimming, AOT and single files as quiet about a woven method as about the plain one. They find what speaks of an
/// accessor's body on its property or event, and for single members on the assembly; the original has neither.
/// </summary>
internal sealed class TrimmingAttributes(ModuleDefinition module, Suppressions suppressions)
{
    private readonly Lazy<TargetedSuppressions> _targeted = new(() => new TargetedSuppressions(module));

    /// <summary>Completes both methods, when their own attributes have been shared out.</summary>
    public void Complete(MethodDefinition stub, MethodDefinition original)
    {
        var owner = stub.Owner();
        if (owner is not null)
            GiveAttributesOf(owner, stub, original);

        foreach (var attribute in _targeted.Value.For(stub))
            original.CustomAttributes.Add(attribute);

        // return replacement({arguments}); Func has no annotation for its result, and for a delegate type that has one, AOT asks it of the
        // runtime's own code in Invoke.
        if (original.MethodReturnType.Has(DynamicallyAccessedMembers))
            suppressions.Add(stub, [Warnings.ResultOfMethod]);

        // The warning is for those who call the import, which are in the source.
        if (original.IsPInvokeImpl && ComMarshalling.IsUsedBy(original))
            suppressions.Add(stub, [Warnings.ComMarshalling]);
    }

    private static void GiveAttributesOf(IMemberDefinition owner, MethodDefinition stub, MethodDefinition original)
    {
        owner.CopyAttributes(original, OfOwner);
        if (owner is not PropertyDefinition property || property.Find(DynamicallyAccessedMembers) is not { } members)
            return;

        Annotate(stub.IsGetter ? original.MethodReturnType : original.Parameters[original.Parameters.Count - 1], members);

        // Of the plain accessor, the analyses read which field it is that they take the annotation to hold for.
        if (BackingFieldOf(property) is { } field)
            Annotate(field, members);
    }

    private static void Annotate(ICustomAttributeProvider value, CustomAttribute members)
    {
        if (!value.Has(DynamicallyAccessedMembers))
            value.CustomAttributes.Add(members.Copy());
    }

    private static FieldDefinition? BackingFieldOf(PropertyDefinition property)
    {
        var (name, basicName) = (KnownNames.Compiler.BackingFieldOf(property.Name), KnownNames.Compiler.BasicBackingFieldOf(property.Name));
        return property.DeclaringType.Fields.FirstOrDefault(field
            => (field.Name == name || field.Name == basicName) && field.Has(KnownNames.Framework.CompilerGeneratedAttribute));
    }
}
