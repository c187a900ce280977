using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Marks that a method takes over from what it overrides or implements, by the weaver's rules: <c>[Patchable(Inherited = true)]</c>.</summary>
internal static class InheritedSymbolMarks
{
    // Asked of every interface of every type, again and again.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, StrongBox<bool>> MarkedInterfaces = new();

    private static readonly ConditionalWeakTable<IAssemblySymbol, StrongBox<bool>> MarkedAssemblies = new();

    /// <summary>Whether the mark there, if one is, holds for overrides and implementations too.</summary>
    public static bool IsInherited(ISymbol symbol) => symbol.GetAttributes().Any(IsInherited);

    public static bool IsInherited(AttributeData attribute)
        => attribute.NamedArguments.Any(argument => argument is { Key: SymbolNames.InheritedArgument, Value.Value: true })
            && attribute.AttributeClass?.ToDisplayString() == SymbolNames.PatchableAttribute;

    /// <summary>The member, or its type, that carries the mark which the method takes over; null where there is none.</summary>
    public static ISymbol? Find(IMethodSymbol method)
        => Parents(method).Select(Passed).FirstOrDefault(carrier => carrier is not null);

    /// <summary>Whether an assembly that the project references has marks that overrides inherit.</summary>
    public static bool AreInReferences(Compilation compilation)
        => compilation.SourceModule.ReferencedAssemblySymbols.Any(assembly
            => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == SymbolNames.RuntimeAssembly))
                && MarkedAssemblies.GetValue(assembly, static assembly => new(HaveMarks(assembly.GlobalNamespace))).Value);

    private static bool HaveMarks(INamespaceOrTypeSymbol container)
        => container.GetMembers().Any(member => (member is not INamespaceSymbol && IsInherited(member)) || (member is INamespaceOrTypeSymbol inner && HaveMarks(inner)));

    // The nearest mark counts here too, and may be one that goes no further.
    private static ISymbol? Passed(IMethodSymbol parent)
    {
        foreach (var carrier in new[] { parent, parent.AssociatedSymbol, parent.ContainingType }.OfType<ISymbol>())
        {
            if (SymbolMarks.AttributeOf(carrier) is { } marked)
                return marked && IsInherited(carrier) ? carrier : null;
        }

        return Find(parent);
    }

    private static IEnumerable<IMethodSymbol> Parents(IMethodSymbol method)
    {
        if (method.OverriddenMethod is { } overridden)
            yield return overridden.OriginalDefinition;

        foreach (var named in method.ExplicitInterfaceImplementations)
            yield return named.OriginalDefinition;

        if (method.DeclaredAccessibility != Accessibility.Public || method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type)
            yield break;

        foreach (var implemented in type.AllInterfaces)
        {
            if (!MarkedInterfaces.GetValue(implemented.OriginalDefinition, static definition => new(MayPass(definition))).Value)
                continue;

            foreach (var member in implemented.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                    yield return member.OriginalDefinition;
            }
        }
    }

    // A member that implements another interface's may take its mark over.
    private static bool MayPass(INamedTypeSymbol type)
        => type.AllInterfaces.Prepend(type).Any(part => IsInherited(part) || part.GetMembers().Any(IsInherited));
}
