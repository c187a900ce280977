using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>
/// Reports <c>Derived.Patches.Area</c> if the compiler finds the handle of <c>Base.Area</c>. A patch would change the base, and so all derived types.
/// If <c>Derived</c> has its own <c>Area</c>, the patch would not change the method that was meant.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BaseHandleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.HandleOfBase);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (RuntimeSymbols.Find(start.Compilation) is not { } symbols)
                return;

            var methods = new PatchedMethods(symbols);
            start.RegisterSyntaxNodeAction(node => Check(node, methods), SyntaxKind.SimpleMemberAccessExpression);
        });
    }

    private static void Check(SyntaxNodeAnalysisContext context, PatchedMethods methods)
    {
        // {type}.Patches.{handle}
        if (context.Node is not MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var named, Name.Identifier.ValueText: "Patches" }, Name: var name }
            || context.SemanticModel.GetSymbolInfo(named, context.CancellationToken).Symbol is not INamedTypeSymbol type
            || MethodOf(context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol, methods) is not { } method)
        {
            return;
        }

        if (!RuntimeSymbols.Is(type.OriginalDefinition, method.ContainingType.OriginalDefinition))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.HandleOfBase, name.GetLocation(), MethodDisplayName.Of(method.OriginalDefinition), Advice(type, method)));
    }

    private static string Advice(INamedTypeSymbol type, IMethodSymbol method)
        => OwnOf(type, method) is { } own
            ? $"which {MethodDisplayName.Of(own.OriginalDefinition)} {(IsOverride(own, method) ? "overrides" : "hides")} without a mark. A patch would not change that one. "
                + $"Mark it{(IsOverride(own, method) ? ", or set Inherited = true on the base's mark" : string.Empty)}; if you mean the base's method, name the base type."
            : $"which all types that derive from {method.ContainingType.ToDisplayString()} share. A patch changes it for all of them. Name the declaring type.";

    private static IMethodSymbol? MethodOf(ISymbol? handle, PatchedMethods methods) => handle switch
    {
        IPropertySymbol property => methods.OfMember(property, property.Type, []),
        IMethodSymbol call => methods.OfMember(call, call.ReturnType, call.TypeArguments),
        _ => null,
    };

    /// <summary>Returns the type's own method that runs in place of the base's, or null.</summary>
    private static IMethodSymbol? OwnOf(INamedTypeSymbol type, IMethodSymbol method)
    {
        for (var part = type; part is not null && !RuntimeSymbols.Is(part.OriginalDefinition, method.ContainingType.OriginalDefinition); part = part.BaseType)
        {
            var own = part.GetMembers(method.Name).OfType<IMethodSymbol>()
                .FirstOrDefault(candidate => IsOverride(candidate, method) || Hides(candidate, method));
            if (own is not null)
                return own;
        }

        return null;
    }

    private static bool IsOverride(IMethodSymbol own, IMethodSymbol method)
    {
        for (var overridden = own.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (RuntimeSymbols.Is(overridden.OriginalDefinition, method.OriginalDefinition))
                return true;
        }

        return false;
    }

    private static bool Hides(IMethodSymbol own, IMethodSymbol method)
        => own.MethodKind is not (MethodKind.Constructor or MethodKind.Destructor)
            && own.Arity == method.Arity
            && !own.IsOverride
            && own.Parameters.Length == method.Parameters.Length
            && own.Parameters.Zip(method.Parameters, (one, other) => (one.RefKind == RefKind.None) == (other.RefKind == RefKind.None)
                && MethodDisplayName.Of(one.Type) == MethodDisplayName.Of(other.Type)).All(same => same);
}
