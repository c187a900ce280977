using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Rules.CallSites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Reports patch sets that get patches, and that a <c>using</c> disposes without an <c>Apply</c> before.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnappliedSetAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.UnappliedSet, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.OnStart(start =>
        {
            if (RuntimeSymbols.Find(start.Compilation) is not { PatchSet: not null } symbols)
                return;

            start.OnOperation(operation => Check(operation, ((IUsingOperation)operation.Operation).Resources, symbols), OperationKind.Using);
            start.OnOperation(operation => Check(operation, ((IUsingDeclarationOperation)operation.Operation).DeclarationGroup, symbols), OperationKind.UsingDeclaration);
        });
    }

    private static void Check(OperationAnalysisContext context, IOperation resources, RuntimeSymbols symbols)
    {
        if (resources is not IVariableDeclarationGroupOperation declarations)
        {
            // No name, so nothing else can apply it.
            if (AddedIn(resources, symbols) > 0)
                Report(resources);

            return;
        }

        foreach (var declarator in declarations.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            if (declarator.GetVariableInitializer() is not { Value: var value } || AddedIn(value, symbols) is not { } added)
                continue;

            var uses = declarator.ReferencesOf(declarator.Symbol).Select(reference => AddedTo(reference, context.Operation.FunctionAround(), symbols)).ToArray();
            if (uses.All(use => use is not null) && added + uses.Sum() > 0)
                Report(value);
        }

        void Report(IOperation set) => context.ReportDiagnostic(Diagnostic.Create(Descriptors.UnappliedSet, set.Syntax.GetLocation()));
    }

    /// <summary>Returns how many patches <c>new PatchSet().Add(…)</c> adds, or null if the set comes from elsewhere.</summary>
    private static int? AddedIn(IOperation set, RuntimeSymbols symbols)
    {
        var added = 0;
        for (set = set.Unwrap(); set is IInvocationOperation { Instance: { } instance } call && IsAdd(call, symbols); set = instance.Unwrap())
            added++;

        return set is IObjectCreationOperation && RuntimeSymbols.Is(set.Type, symbols.PatchSet) ? added : null;
    }

    /// <summary>Returns how many patches the code adds to the set, or null if it applies the set, or if other code may do so.</summary>
    private static int? AddedTo(ILocalReferenceOperation reference, IOperation? function, RuntimeSymbols symbols)
    {
        if (reference.FunctionAround() != function)
            return null;

        var added = 0;
        IOperation set = reference;
        while (set.Parent is IInvocationOperation call && call.Instance == set && IsAdd(call, symbols))
        {
            added++;
            set = call;
        }

        var changesNothing = set.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            IPropertyReferenceOperation => true,
            IInvocationOperation { TargetMethod.Name: "Dispose" } => true,
            _ => false,
        };
        return changesNothing ? added : null;
    }

    private static bool IsAdd(IInvocationOperation call, RuntimeSymbols symbols) => symbols.IsAddToSet(call.TargetMethod) || symbols.IsWrapInSet(call.TargetMethod);
}
