using System.Runtime.CompilerServices;
using Hotpatch.Analyzers.Handles.Declarations;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Extensions;

/// <summary>A handle class of a referenced assembly.</summary>
/// <param name="Target">The type whose methods have the handles.</param>
/// <param name="Holder">The handle class. It is generic if the type is.</param>
/// <param name="All">The class with the handles of all instantiations; null if the type is not generic.</param>
internal sealed record ReferencedClass(INamedTypeSymbol Target, INamedTypeSymbol Holder, INamedTypeSymbol? All)
{
    private const string Runtime = "Hotpatch.Runtime";
    private const string HandlesOf = "HandlesOfAttribute";
    private const string Embedded = "EmbeddedAttribute";

    /// <summary>The handle classes of each assembly. The compiler keeps an assembly symbol for as long as the reference is the same.</summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, ILookup<string, ReferencedClass>> Known = new();

    /// <summary>The class that is not generic. In its own assembly, it has the extension property.</summary>
    public INamedTypeSymbol Host => All ?? Holder;

    /// <summary>Returns the handle classes of an assembly by the names of their types.</summary>
    public static ILookup<string, ReferencedClass> In(IAssemblySymbol assembly) => Known.GetValue(assembly, Read);

    /// <summary>Returns the type to which a handle class belongs, or null for any other class.</summary>
    public static INamedTypeSymbol? TargetOf(INamedTypeSymbol type)
        => type.GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass is { Name: HandlesOf } found && found.ToDisplayString() == $"Hotpatch.Woven.{HandlesOf}")
            ?.ConstructorArguments is [{ Value: INamedTypeSymbol target }]
                ? target.OriginalDefinition
                : null;

    // Extension properties in the assembly are for the assembly alone.
    private static bool IsHidden(INamedTypeSymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == Embedded);

    private static ILookup<string, ReferencedClass> Read(IAssemblySymbol assembly)
        => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Runtime))
            ? ClassesIn(assembly).ToLookup(found => found.Target.Name, StringComparer.Ordinal)
            : Enumerable.Empty<ReferencedClass>().ToLookup(found => found.Target.Name, StringComparer.Ordinal);

    private static IEnumerable<ReferencedClass> ClassesIn(IAssemblySymbol assembly)
    {
        var groups = TypesIn(assembly.GlobalNamespace)
            .Where(type => type.IsStatic && type.Name.IndexOf(Mention.Property, StringComparison.Ordinal) > 0 && !IsHidden(type))
            .Select(type => (Type: type, Target: TargetOf(type)))
            .Where(pair => SymbolEqualityComparer.Default.Equals(pair.Target?.ContainingAssembly, assembly))
            .GroupBy(pair => pair.Target!, pair => pair.Type, SymbolEqualityComparer.Default);
        foreach (var group in groups)
        {
            var target = (INamedTypeSymbol)group.Key!;
            var arity = Arity(target);
            if (group.FirstOrDefault(type => type.Arity == arity) is not { } holder)
                continue;

            var all = group.FirstOrDefault(type => type.Arity == 0);
            if (arity == 0 || all is not null)
                yield return new(target, holder, arity == 0 ? null : all);
        }
    }

    private static int Arity(INamedTypeSymbol type) => type.Arity + (type.ContainingType is { } outer ? Arity(outer) : 0);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol @namespace)
        => @namespace.GetTypeMembers().Concat(@namespace.GetNamespaceMembers().SelectMany(TypesIn));
}
