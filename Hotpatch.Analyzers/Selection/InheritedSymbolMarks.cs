using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Finds marks with <c>Inherited = true</c> on the members that a method overrides or implements, by the weaver's rules.</summary>
internal static class InheritedSymbolMarks
{
    // Kept, because every type asks again about all of its interfaces.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, StrongBox<bool>> MarkedInterfaces = new();

    private static readonly ConditionalWeakTable<IAssemblySymbol, StrongBox<bool>> MarkedAssemblies = new();

    /// <summary>Whether the symbol has a mark that overrides and implementations inherit.</summary>
    public static bool IsInherited(ISymbol symbol) => symbol.GetAttributes().Any(IsInherited);

    public static bool IsInherited(AttributeData attribute)
        => attribute.NamedArguments.Any(argument => argument is { Key: SymbolNames.InheritedArgument, Value.Value: true })
            && attribute.AttributeClass?.ToDisplayString() == SymbolNames.PatchableAttribute;

    /// <summary>Returns the member or type with the mark that the method inherits, or null.</summary>
    public static ISymbol? Find(IMethodSymbol method)
        => Parents(method).Select(Passed).FirstOrDefault(carrier => carrier is not null);

    /// <summary>Whether a referenced assembly has marks that overrides inherit.</summary>
    public static bool AreInReferences(Compilation compilation)
        => compilation.SourceModule.ReferencedAssemblySymbols.Any(assembly
            => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == SymbolNames.RuntimeAssembly))
                && MarkedAssemblies.GetValue(assembly, static assembly => new(HaveMarks(assembly.GlobalNamespace))).Value);

    private static bool HaveMarks(INamespaceOrTypeSymbol container)
        => container.GetMembers().Any(member => (member is not INamespaceSymbol && IsInherited(member)) || (member is INamespaceOrTypeSymbol inner && HaveMarks(inner)));

    // The nearest mark decides. If it is not inherited, marks farther out don't count.
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

    // A member may itself inherit a mark from another interface.
    private static bool MayPass(INamedTypeSymbol type)
        => type.AllInterfaces.Prepend(type).Any(part => IsInherited(part) || part.GetMembers().Any(IsInherited));
}
