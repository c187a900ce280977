using System.Runtime.CompilerServices;
using Hotpatch.Analyzers.Handles.Declarations;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Extensions;

/// <summary>A handle class of a referenced assembly.</summary>
/// <param name="Target">The type whose methods it has the handles of.</param>
/// <param name="Holder">The class, generic where the type is.</param>
/// <param name="All">That with the handles for all instantiations; null where the type is not generic.</param>
internal sealed record ReferencedClass(INamedTypeSymbol Target, INamedTypeSymbol Holder, INamedTypeSymbol? All)
{
    private const string Runtime = "Hotpatch.Runtime";
    private const string HandlesOf = "HandlesOfAttribute";
    private const string Embedded = "EmbeddedAttribute";

    /// <summary>The classes of an assembly, which the compiler keeps for as long as the reference is the same.</summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, ILookup<string, ReferencedClass>> Known = new();

    /// <summary>The class that is not generic, which has the extension property in its own assembly.</summary>
    public INamedTypeSymbol Host => All ?? Holder;

    /// <summary>The handle classes in an assembly by the names of their types.</summary>
    public static ILookup<string, ReferencedClass> In(IAssemblySymbol assembly) => Known.GetValue(assembly, Read);

    /// <summary>The type that a class has the handles of, if it is a handle class.</summary>
    public static INamedTypeSymbol? TargetOf(INamedTypeSymbol type)
        => type.GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass is { Name: HandlesOf } found && found.ToDisplayString() == $"Hotpatch.Woven.{HandlesOf}")
            ?.ConstructorArguments is [{ Value: INamedTypeSymbol target }]
                ? target.OriginalDefinition
                : null;

    // The extensions of an assembly are its own.
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
