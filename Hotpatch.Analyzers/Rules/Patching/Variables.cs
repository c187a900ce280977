using Hotpatch.Analyzers.Rules.CallSites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Finds the variables that expressions name.</summary>
internal static class Variables
{
    /// <summary>Returns the field, property, parameter or local, for an element that of its array, or null.</summary>
    public static ISymbol? Of(IOperation? expression) => expression?.Unwrap() switch
    {
        IFieldReferenceOperation reference => reference.Field,
        IPropertyReferenceOperation reference => reference.Property,
        IParameterReferenceOperation reference => reference.Parameter,
        ILocalReferenceOperation reference => reference.Local,
        IArrayElementReferenceOperation element => Of(element.ArrayReference),
        IConditionalAccessInstanceOperation instance => Of(AccessAround(instance)?.Operation),
        _ => null,
    };

    // The part after the question mark names the part before it by this operation.
    private static IConditionalAccessOperation? AccessAround(IOperation instance)
    {
        for (var (child, parent) = (instance, instance.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
                return access;
        }

        return null;
    }
}
