using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using static Hotpatch.Fody.Trimming.TrimmingNames;

namespace Hotpatch.Fody.Trimming;

/// <summary>
/// Makes a woven method cause the same trimming, AOT and single-file warnings as the plain method. The analyses look for an accessor's attributes
/// on its property or event, and for suppressions on the assembly. The original is no accessor, and has another name.
/// </summary>
internal sealed class TrimmingAttributes(ModuleDefinition module, Suppressions suppressions)
{
    private readonly Lazy<TargetedSuppressions> _targeted = new(() => new TargetedSuppressions(module));

    /// <summary>Adds the missing attributes to the stub and the original. Call this after the method's own attributes were distributed.</summary>
    public void Complete(MethodDefinition stub, MethodDefinition original)
    {
        var owner = stub.Owner();
        if (owner is not null)
            GiveAttributesOf(owner, stub, original);

        foreach (var attribute in _targeted.Value.For(stub))
            original.CustomAttributes.Add(attribute);

        // return replacement({arguments}); The result of Func has no annotation. A delegate type with an annotation would not help: AOT would check the
        // runtime's own code in Invoke.
        if (original.MethodReturnType.Has(DynamicallyAccessedMembers))
            suppressions.Add(stub, [Warnings.ResultOfMethod]);

        // The source's own calls of the P/Invoke method get the warning.
        if (original.IsPInvokeImpl && ComMarshalling.IsUsedBy(original))
            suppressions.Add(stub, [Warnings.ComMarshalling]);
    }

    private static void GiveAttributesOf(IMemberDefinition owner, MethodDefinition stub, MethodDefinition original)
    {
        owner.CopyAttributes(original, OfOwner);
        if (owner is not PropertyDefinition property || property.Find(DynamicallyAccessedMembers) is not { } members)
            return;

        Annotate(stub.IsGetter ? original.MethodReturnType : original.Parameters[original.Parameters.Count - 1], members);

        // In a plain accessor, the analyses find the backing field, and take the annotation to hold for the field too.
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
