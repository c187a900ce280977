using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary><c>PriceService.Patches</c>, where the compiler finds no such member: it cannot say why, or what to write instead.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingExtensionAnalyzer : DiagnosticAnalyzer
{
    private const string Property = "Patches";
    private const int CSharp14 = 1400;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }
        = ImmutableArray.Create(Descriptors.ExtensionMissing, InternalFailure.Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.OnStart(start =>
        {
            if (RuntimeSymbols.Find(start.Compilation) is { } symbols)
                start.OnNode(node => Check(node, symbols), SyntaxKind.SimpleMemberAccessExpression);
        });
    }

    private static void Check(SyntaxNodeAnalysisContext context, RuntimeSymbols symbols)
    {
        var access = (MemberAccessExpressionSyntax)context.Node;
        if (access.Name.Identifier.ValueText != Property
            || context.SemanticModel.GetSymbolInfo(access, context.CancellationToken) is not { Symbol: null, CandidateSymbols.IsEmpty: true }
            || context.SemanticModel.GetSymbolInfo(access.Expression, context.CancellationToken).Symbol is not INamedTypeSymbol { TypeKind: not TypeKind.Error } type)
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.ExtensionMissing, access.Name.GetLocation(), type.ToMinimalDisplayString(context.SemanticModel, access.SpanStart), ReasonOf(context.SemanticModel, access, type, symbols)));
    }

    private static string ReasonOf(SemanticModel model, MemberAccessExpressionSyntax access, INamedTypeSymbol type, RuntimeSymbols symbols)
    {
        var compilation = model.Compilation;
        if (HolderOf(compilation, type, symbols) is { } holder)
            return ReasonOf(model, access.SpanStart, type, holder);

        for (var part = type.BaseType; part is not null; part = part.BaseType)
        {
            if (HolderOf(compilation, part, symbols) is not null)
                return $"handles are found on the type that declares the methods. Write {part.ToMinimalDisplayString(model, access.SpanStart)}.{Property}.";
        }

        return type.OriginalDefinition.ContainingAssembly is not { } assembly || SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly)
                ? "none of its methods is patchable, or <HotpatchHandles> of this project is false. Mark one with [Patchable]."
            : assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == "Hotpatch.Runtime"))
                ? $"{assembly.Name} has no handles of it that are visible here: no visible method is patchable, or <HotpatchHandles> of its project is internal or false."
            : $"{assembly.Name} is not woven, and has no patchable method.";
    }

    private static string ReasonOf(SemanticModel model, int position, INamedTypeSymbol type, INamedTypeSymbol holder)
    {
        var assembly = holder.ContainingAssembly;
        if (!model.IsAccessible(position, holder))
            return $"its handle class {holder.Name} is internal to {assembly.Name}. <HotpatchHandles> of that project decides, or [InternalsVisibleTo].";

        var arguments = AllArguments(type).ToArray();
        var named = holder.Arity > 0 && holder.Arity == arguments.Length ? holder.Construct(arguments) : holder;
        var name = named.ToMinimalDisplayString(model, position);
        if ((int)((CSharpCompilation)model.Compilation).LanguageVersion < CSharp14)
            return $"extension properties need C# 14. Write {name}.";

        var isImported = model.LookupNamespacesAndTypes(position, name: holder.Name).Any(found => RuntimeSymbols.Is(found.OriginalDefinition, holder.OriginalDefinition));
        return isImported || holder.ContainingNamespace.IsGlobalNamespace
            ? $"it has no such extension. Write {name}."
            : $"its namespace is not imported. Add using {holder.ContainingNamespace.ToDisplayString()};, or write {name}.";
    }

    /// <summary>The generated class with handles of a type's methods: that with its type parameters, beside it.</summary>
    private static INamedTypeSymbol? HolderOf(Compilation compilation, INamedTypeSymbol type, RuntimeSymbols symbols)
    {
        if (type.ContainingNamespace is null || compilation.GetCompilationNamespace(type.ContainingNamespace) is not { } @namespace)
            return null;

        var arity = AllArguments(type).Count();
        return @namespace.GetTypeMembers().FirstOrDefault(candidate
            => candidate.IsStatic
                && candidate.Arity == arity
                && SymbolEqualityComparer.Default.Equals(candidate.ContainingAssembly, type.ContainingAssembly)
                && candidate.Name.IndexOf(Property, StringComparison.Ordinal) > 0
                && candidate.GetAttributes().Any(attribute => RuntimeSymbols.Is(attribute.AttributeClass, symbols.HandlesOfAttribute)
                    && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol declaring }]
                    && RuntimeSymbols.Is(declaring.OriginalDefinition, type.OriginalDefinition)));
    }

    private static IEnumerable<ITypeSymbol> AllArguments(INamedTypeSymbol type)
        => (type.ContainingType is { } outer ? AllArguments(outer) : []).Concat(type.TypeArguments);
}
