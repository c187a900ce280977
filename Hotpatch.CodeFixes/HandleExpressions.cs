using Hotpatch.Analyzers.Rules;
using Hotpatch.Analyzers.Rules.Patching;
using Hotpatch.Fody.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.CodeFixes;

/// <summary>Creates expressions for a method's handle at one place in the code.</summary>
internal sealed class HandleExpressions(SemanticModel model, RuntimeSymbols symbols, int position)
{
    /// <summary>Returns a generated member, <c>PriceService.Patches.Quote</c> or <c>PriceServicePatches.Quote</c>, or null if none is accessible.</summary>
    public ExpressionSyntax? ByMember(IMethodSymbol method)
        => HoldersOf(method.ContainingType)
            .SelectMany(holder => holder.GetMembers().Where(member => Means(member, method)).Select(member => Expression(holder, member, method)))
            .FirstOrDefault(expression => expression is not null);

    /// <summary>Returns the <c>Func</c> or <c>Action</c> for the method's replacements, or null if none fits.</summary>
    public INamedTypeSymbol? DelegateOf(IMethodSymbol method)
    {
        if ((!method.IsStatic && method.ContainingType.IsValueType)
            || method.ReturnsByRef
            || method.ReturnsByRefReadonly
            || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
        {
            return null;
        }

        var types = method.Parameters.Select(parameter => parameter.Type.WithNullableAnnotation(parameter.NullableAnnotation)).ToList();
        if (!method.IsStatic)
            types.Insert(0, method.ContainingType);

        var name = types.Count == 0 && method.ReturnsVoid ? "System.Action"
            : method.ReturnsVoid ? $"System.Action`{types.Count}"
            : $"System.Func`{types.Count + 1}";
        if (types.Count > FrameworkLimits.FuncParameters)
            return null;

        if (!method.ReturnsVoid)
            types.Add(method.ReturnType);

        return types.Any(type => type.IsRefLikeType || type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer) ? null
            : types.Count == 0 ? model.Compilation.GetTypeByMetadataName(name)
            : model.Compilation.GetTypeByMetadataName(name)?.Construct([.. types]);
    }

    public string Text(ITypeSymbol type) => type.ToMinimalDisplayString(model, position);

    /// <summary>Returns the name of a method after a dot, with its type arguments.</summary>
    public string Name(IMethodSymbol method)
        => Escape(method.Name) + (method.IsGenericMethod ? $"<{string.Join(", ", method.TypeArguments.Select(Text))}>" : string.Empty);

    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>Returns the handle classes of a type. They are beside the type, or nested in it or in a type around it.</summary>
    private IEnumerable<INamedTypeSymbol> HoldersOf(INamedTypeSymbol type)
    {
        var candidates = new List<INamedTypeSymbol>();
        if (model.Compilation.GetCompilationNamespace(type.ContainingNamespace) is { } @namespace)
            candidates.AddRange(@namespace.GetTypeMembers());

        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
            candidates.AddRange(outer.OriginalDefinition.GetTypeMembers());

        return candidates.Where(candidate => candidate.GetAttributes().Any(attribute =>
            RuntimeSymbols.Is(attribute.AttributeClass, symbols.HandlesOfAttribute)
            && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol declaring }]
            && RuntimeSymbols.Is(declaring.OriginalDefinition, type.OriginalDefinition)));
    }

    private bool Means(ISymbol member, IMethodSymbol method)
    {
        var methods = new PatchedMethods(symbols);
        var meant = member switch
        {
            IPropertySymbol property => methods.OfMember(property, property.Type, []),
            IMethodSymbol generic => methods.OfMember(generic, generic.ReturnType, generic.TypeArguments),
            _ => null,
        };
        return RuntimeSymbols.Is(meant?.OriginalDefinition, method.OriginalDefinition);
    }

    private ExpressionSyntax? Expression(INamedTypeSymbol holder, ISymbol member, IMethodSymbol method)
    {
        var arguments = AllArguments(method.ContainingType).ToArray();
        if (holder.Arity > 0 && holder.Arity != arguments.Length)
            return null;

        var name = "." + Escape(member.Name);
        if (member is IMethodSymbol)
            name += (method.IsGenericMethod ? $"<{string.Join(", ", method.TypeArguments.Select(Text))}>" : string.Empty) + "()";

        // Prefer the extension property. If the language has none, use the class.
        var byType = SyntaxFactory.ParseExpression(Text(method.ContainingType) + ".Patches" + name);
        if (Bind(byType) is { } forward && Means(forward, method))
            return byType;

        var byClass = SyntaxFactory.ParseExpression(Text(holder.Arity == 0 ? holder : holder.Construct(arguments)) + name);
        return RuntimeSymbols.Is(Bind(byClass)?.OriginalDefinition, member.OriginalDefinition) ? byClass : null;
    }

    private ISymbol? Bind(ExpressionSyntax expression)
        => model.GetSpeculativeSymbolInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Symbol;

    private static IEnumerable<ITypeSymbol> AllArguments(INamedTypeSymbol type)
        => (type.ContainingType is { } outer ? AllArguments(outer) : []).Concat(type.TypeArguments);
}
