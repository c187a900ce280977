using Hotpatch.Analyzers.Rules.CallSites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Finds out whether a patch set in a field or property gets flow patches.</summary>
internal sealed class FlowSets(RuntimeSymbols symbols, Initializers initializers, CancellationToken cancellation)
{
    /// <summary>Whether code of the type adds a flow patch to the set.</summary>
    public bool HasFlowPatch(ISymbol set, INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax(cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddFlow" or "WrapFlow" })
            .Select(call => initializers.ModelOf(call).GetOperation(call, cancellation))
            .OfType<IInvocationOperation>()
            .Any(call => symbols.IsFlowInSet(call.TargetMethod) && IsAddedTo(set, call));

    private bool IsAddedTo(ISymbol set, IInvocationOperation call)
    {
        IOperation first = call;
        while (first is IInvocationOperation { Instance: { } instance } inner && RuntimeSymbols.Is(inner.TargetMethod.ContainingType, symbols.PatchSet))
            first = instance.Unwrap();

        if (first is not IObjectCreationOperation)
            return RuntimeSymbols.Is(Variables.Of(first), set);

        // _set = new PatchSet().AddFlow(…).AddFlow(…)
        IOperation last = call;
        while (last.Parent is IInvocationOperation outer && outer.Instance == last)
            last = outer;

        return last.Parent switch
        {
            IFieldInitializerOperation initializer => initializer.InitializedFields.Any(field => RuntimeSymbols.Is(field, set)),
            IPropertyInitializerOperation initializer => initializer.InitializedProperties.Any(property => RuntimeSymbols.Is(property, set)),
            IAssignmentOperation assignment => RuntimeSymbols.Is(Variables.Of(assignment.Target), set),
            _ => false,
        };
    }
}
