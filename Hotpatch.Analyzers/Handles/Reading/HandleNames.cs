using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>
/// Chooses the names of the handles of one type's methods. The name is the method's. For an overload, the parameter types follow, with namespaces if
/// the short names clash, and a number as the last resort. All methods count, so a new mark changes no name.
/// </summary>
internal sealed class HandleNames
{
    private const string Constructor = "Constructor";
    private const string Getter = "get_";

    private readonly Dictionary<IMethodSymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _taken;

    /// <param name="candidates">The methods that may have a handle.</param>
    /// <param name="reserved">Names that no member of the generated classes may have.</param>
    /// <param name="isFromCompiler">Whether the compiler adds a method to the source.</param>
    private HandleNames(IEnumerable<IMethodSymbol> candidates, IEnumerable<string> reserved, Func<IMethodSymbol, bool> isFromCompiler)
    {
        _taken = new(reserved, StringComparer.Ordinal);
        var methods = candidates
            .OrderBy(isFromCompiler)
            .ThenBy(method => method.MethodKind is MethodKind.Constructor or MethodKind.Destructor)
            .ThenBy(method => method.Arity)
            .ThenBy(method => method.Parameters.Length)
            .ThenBy(method => Name(method, isOverloaded: true, full: true), StringComparer.Ordinal)
            .ThenBy(method => method.IsStatic)
            .ToArray();

        var overloads = methods.ToLookup(method => BaseName(method, full: false), StringComparer.Ordinal);
        AssignUnique(methods, method => Name(method, IsOverloaded(method), full: false));
        AssignUnique(methods, method => Name(method, IsOverloaded(method), full: true));
        foreach (var method in methods.Where(method => !_names.ContainsKey(method)))
            Assign(method, Identifiers.Unique(Name(method, IsOverloaded(method), full: true), IsTaken));

        // A method that the compiler adds to a record must not make a method of the source an overload.
        bool IsOverloaded(IMethodSymbol method)
            => overloads[BaseName(method, full: false)].Count(other => isFromCompiler(method) || !isFromCompiler(other)) > 1;
    }

    /// <summary>Chooses the names for a type of the project.</summary>
    public static HandleNames Of(INamedTypeSymbol type, IEnumerable<string> reserved)
        => new(type.GetMembers().OfType<IMethodSymbol>().Where(EmittedMethods.IsEmitted), reserved, IsFromCompiler);

    /// <summary>Chooses the names for methods of another assembly. Metadata doesn't tell which of them a compiler added.</summary>
    public static HandleNames OfReference(IEnumerable<IMethodSymbol> methods, IEnumerable<string> reserved) => new(methods, reserved, _ => false);

    public string Of(IMethodSymbol method) => _names[method];

    /// <summary>Returns a name for the delegate type of a method. It clashes with no handle and no type parameter.</summary>
    public string OfDelegate(IMethodSymbol method, IEnumerable<string> typeParameters)
    {
        var name = Identifiers.Unique(
            Of(method) + "Delegate",
            candidate => _taken.Contains(candidate) || typeParameters.Contains(candidate, StringComparer.Ordinal));
        _taken.Add(name);
        return name;
    }

    private static bool IsFromCompiler(IMethodSymbol method) => method.IsImplicitlyDeclared && ExtensionMembers.DeclarationOf(method) is null;

    private static string Name(IMethodSymbol method, bool isOverloaded, bool full)
    {
        var name = BaseName(method, full);
        if (!isOverloaded)
            return name;

        if (full && method.Arity > 0)
            name = FormattableString.Invariant($"{name}{method.Arity}");

        var suffix = string.Concat(method.Parameters.Select(parameter => "_" + TypeNameText.Of(parameter, full)));

        // Two conversions may differ only in their results.
        return method.MethodKind == MethodKind.Conversion ? $"{name}{suffix}_To{TypeNameText.Of(method.ReturnType, full)}" : name + suffix;
    }

    // In metadata, a public operator that implements one of an interface is an explicit implementation too.
    private static string BaseName(IMethodSymbol method, bool full)
        => method.MethodKind == MethodKind.Constructor ? Constructor
            : method is { DeclaredAccessibility: Accessibility.Private, ExplicitInterfaceImplementations: [var implemented, ..] }
                ? $"{TypeNameText.Of(implemented.ContainingType, full)}_{implemented.MetadataName}"
            : method.MetadataName;

    private void AssignUnique(IEnumerable<IMethodSymbol> methods, Func<IMethodSymbol, string> nameOf)
    {
        var open = methods.Where(method => !_names.ContainsKey(method)).GroupBy(nameOf, StringComparer.Ordinal).ToArray();
        foreach (var group in open.Where(group => group.Count() == 1))
        {
            // An earlier name of this round may be the accessor's name of this one.
            if (!IsTaken(group.Key))
                Assign(group.Single(), group.Key);
        }
    }

    // A property has an accessor: beside a handle Total, no handle can be get_Total.
    private bool IsTaken(string name) => _taken.Contains(name) || _taken.Contains(Getter + name);

    private void Assign(IMethodSymbol method, string name)
    {
        _names.Add(method, name);
        _taken.Add(name);
        _taken.Add(Getter + name);
    }
}
