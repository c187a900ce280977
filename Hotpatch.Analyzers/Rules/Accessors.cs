using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules;

/// <summary>Finds the accessors that operations call.</summary>
internal static class Accessors
{
    /// <summary>Returns the accessors that a use of a property calls.</summary>
    public static IEnumerable<IMethodSymbol> Of(IPropertyReferenceOperation reference)
    {
        var (reads, writes) = reference.Parent switch
        {
            ISimpleAssignmentOperation assignment when assignment.Target == reference => (false, true),
            ICompoundAssignmentOperation assignment when assignment.Target == reference => (true, true),
            ICoalesceAssignmentOperation assignment when assignment.Target == reference => (true, true),
            IIncrementOrDecrementOperation => (true, true),
            ITupleOperation tuple when IsTarget(tuple) => (false, true),
            _ => (true, false),
        };

        var property = reference.Property;
        if (reads && Nearest(property, candidate => candidate.GetMethod) is { } getter)
            yield return getter;

        if (writes && property.RefKind != RefKind.None && property.GetMethod is { } byReference)
            yield return byReference;
        else if (writes && Nearest(property, candidate => candidate.SetMethod) is { } setter)
            yield return setter;
    }

    private static bool IsTarget(IOperation tuple)
        => tuple.Parent is IDeconstructionAssignmentOperation assignment ? assignment.Target == tuple : tuple.Parent is ITupleOperation outer && IsTarget(outer);

    /// <summary>Returns an accessor. An override may lack one; then the accessor is that of the overridden property.</summary>
    private static IMethodSymbol? Nearest(IPropertySymbol property, Func<IPropertySymbol, IMethodSymbol?> accessor)
    {
        for (var candidate = property; candidate is not null; candidate = candidate.OverriddenProperty)
        {
            if (accessor(candidate) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Whether the operation is in <c>nameof</c>, and so never runs.</summary>
    public static bool IsInNameOf(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is INameOfOperation)
                return true;
        }

        return false;
    }
}
