using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Finds out why a type has no extension property <c>Patches</c>, or why a handle is missing in it, and what to write instead.</summary>
internal sealed class MissingHandleReasons(SemanticModel model, RuntimeSymbols symbols, int position)
{
    private const string Property = "Patches";
    private const int CSharp14 = 1400;
    private const int MostNames = 5;

    /// <summary>Returns why there is no <c>PriceService.Patches</c>.</summary>
    public string OfExtension(INamedTypeSymbol type)
    {
        if ((HolderOf(type) ?? DeclaredHere(type)) is { } holder)
            return OfHolder(type, holder);

        if (Parents(type).FirstOrDefault(parent => HolderOf(parent) is not null) is { } declaring)
            return $"handles are on the type that declares the methods. Write {Text(declaring)}.{Property}.";

        return WhyNone(type);
    }

    /// <summary>Returns why there is no handle of that name, or null if the compiler's message is enough.</summary>
    public string? OfHandle(INamedTypeSymbol type, string name)
    {
        string[] methods = [name, "get_" + name, "set_" + name, "add_" + name, "remove_" + name];
        var ofReference = DeclaredHere(type, symbols.HandlesOfAttribute);
        var ofCalls = DeclaredHere(type, symbols.CallsOfAttribute);
        var handles = (HolderOf(type) ?? ofReference ?? ofCalls)?.GetMembers().AsEnumerable() ?? [];
        var meant = handles.Where(handle => methods.Contains(MethodOf(handle), StringComparer.Ordinal))
            .Select(handle => handle.Name)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        if (meant.Length > 0)
            return $"Write {string.Join(" or ", meant.Take(MostNames))}{(meant.Length > MostNames ? $", or one of {meant.Length - MostNames} more" : string.Empty)}.";

        if (Parents(type).FirstOrDefault(parent => HolderOf(parent)?.GetMembers(name).Any(member => MethodOf(member) is not null) == true) is { } declaring)
            return $"handles are on the type that declares the methods. Write {Text(declaring)}.{Property}.{name}.";

        return !type.GetMembers(name).Any(member => member is IMethodSymbol or IPropertySymbol or IEventSymbol) ? null
            : ofReference is not null
                ? $"{name} has no handle by name: <HotpatchReference Include=\"{type.ContainingAssembly.Name}\" /> does not cover it, or it is a constructor or has no body. "
                    + "Correct Scope, IncludeMethods or ExcludeMethods, or use Patchable.For."
            : ofCalls is not null ? $"calls of {name} are not patchable. Add {name} to [assembly: PatchableCalls(typeof({Text(Unbound(type))}), …)]."
            : HolderOf(type) is null && !IsDeclaredByProject(type) ? WhyNone(type)
            : $"{name} is not patchable. Mark it with [Patchable].";
    }

    private string WhyNone(INamedTypeSymbol type)
    {
        var assembly = type.OriginalDefinition.ContainingAssembly;
        return IsMarked(type) ? "its methods have no handles by name: no other source file can name them, or <HotpatchHandles> is false. Use Patchable.For or Patchable.Find."
            : assembly is null || IsDeclaredByProject(type)
                ? "none of its methods is patchable. Mark one with [Patchable]."
            : assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == "Hotpatch.Runtime"))
                ? $"{assembly.Name} has no handles of it that are visible here: no visible method is patchable, or <HotpatchHandles> of its project is internal or false. "
                    + "Mark one with [Patchable] there."
            : IsOfFramework(assembly) ? $"{assembly.Name} is a part of the framework, and can't be woven. Write {Calls(type)} for the calls that this project makes."
            : $"{assembly.Name} is not woven, or has no method that is patchable and visible here. To patch its methods, weave a copy of it: add "
                + $"<HotpatchReference Include=\"{assembly.Name}\" /> to the project file. To patch only the calls that this project makes, write {Calls(type)}.";
    }

    private string OfHolder(INamedTypeSymbol type, INamedTypeSymbol holder)
    {
        if (!model.IsAccessible(position, holder))
            return $"its handle class {holder.Name} is internal to {holder.ContainingAssembly.Name}. <HotpatchHandles> of that project decides, or [InternalsVisibleTo].";

        var arguments = AllArguments(type).ToArray();
        var name = Text(holder.Arity > 0 && holder.Arity == arguments.Length ? holder.Construct(arguments) : holder);
        if ((int)((CSharpCompilation)model.Compilation).LanguageVersion < CSharp14)
            return $"extension properties need C# 14. Write {name}.";

        if (model.Compilation.GetMetadataReference(holder.ContainingAssembly) is { Properties.Aliases: { IsDefaultOrEmpty: false } aliases }
            && !aliases.Contains(MetadataReferenceProperties.GlobalAlias))
        {
            return $"extensions are not declared for references with an alias. Write {name}.";
        }

        var isImported = holder.ContainingType is not null
            || holder.ContainingNamespace.IsGlobalNamespace
            || model.LookupNamespacesAndTypes(position, name: holder.Name).Any(found => RuntimeSymbols.Is(found.OriginalDefinition, holder.OriginalDefinition));
        return isImported ? $"it has no such extension. Write {name}."
            : $"its namespace is not imported. Add using {holder.ContainingNamespace.ToDisplayString()};, or write {name}.";
    }

    /// <summary>Returns the handle class of a type. It is beside the type, or nested in it or in a type around it.</summary>
    private INamedTypeSymbol? HolderOf(INamedTypeSymbol type)
    {
        if (type.OriginalDefinition.ContainingNamespace is not { } @namespace)
            return null;

        var candidates = @namespace.GetTypeMembers().AsEnumerable();
        for (INamedTypeSymbol? outer = type.OriginalDefinition; outer is not null; outer = outer.ContainingType)
            candidates = candidates.Concat(outer.GetTypeMembers());

        return candidates.FirstOrDefault(candidate
            => candidate.IsStatic
                && candidate.Name.IndexOf(Property, StringComparison.Ordinal) > 0
                && (candidate.ContainingType is not null || candidate.Arity == AllArguments(type).Count())
                && candidate.GetAttributes().All(attribute => attribute.AttributeClass?.Name != "EmbeddedAttribute")
                && Find(candidate, symbols.HandlesOfAttribute)?.ConstructorArguments is [{ Value: INamedTypeSymbol declaring }]
                && RuntimeSymbols.Is(declaring.OriginalDefinition, type.OriginalDefinition));
    }

    private INamedTypeSymbol? DeclaredHere(INamedTypeSymbol type)
        => DeclaredHere(type, symbols.HandlesOfAttribute) ?? DeclaredHere(type, symbols.CallsOfAttribute);

    /// <summary>
    /// Returns the class that this project declares for a type of another assembly: of a woven reference, or of the project's calls. Null if there is none.
    /// </summary>
    private INamedTypeSymbol? DeclaredHere(INamedTypeSymbol type, INamedTypeSymbol? attribute)
        => IsDeclaredByProject(type) ? null
            : model.Compilation.GetSymbolsWithName(name => name.EndsWith(Property, StringComparison.Ordinal), SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .FirstOrDefault(candidate => Find(candidate, attribute)?.ConstructorArguments is [{ Value: INamedTypeSymbol declaring }]
                && RuntimeSymbols.Is(declaring.OriginalDefinition, type.OriginalDefinition)
                && candidate.Arity == AllArguments(type).Count()
                && candidate.GetMembers().Any(member => MethodOf(member) is not null));

    private bool IsDeclaredByProject(INamedTypeSymbol type)
        => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition.ContainingAssembly, model.Compilation.Assembly);

    private string Calls(INamedTypeSymbol type) => $"[assembly: PatchableCalls(typeof({Text(Unbound(type))}))]";

    // The reference assemblies of a shared framework are in a targeting pack.
    private bool IsOfFramework(IAssemblySymbol assembly)
        => model.Compilation.GetMetadataReference(assembly)?.Display is { } path
            && (path.IndexOf(".App.Ref", StringComparison.Ordinal) >= 0 || path.IndexOf("Microsoft.NETFramework.ReferenceAssemblies", StringComparison.OrdinalIgnoreCase) >= 0);

    private static INamedTypeSymbol Unbound(INamedTypeSymbol type) => type.IsGenericType ? type.OriginalDefinition.ConstructUnboundGenericType() : type;

    private static IEnumerable<INamedTypeSymbol> Parents(INamedTypeSymbol type)
    {
        for (var part = type.BaseType; part is not null; part = part.BaseType)
            yield return part;

        foreach (var part in type.AllInterfaces)
            yield return part;
    }

    private bool IsMarked(INamedTypeSymbol type)
        => type.GetMembers().Prepend(type).Any(member => Find(member, symbols.PatchableAttribute) is not null);

    /// <summary>Returns the name of the method to which a handle belongs, or null for any other member.</summary>
    private string? MethodOf(ISymbol member)
        => Find(member, symbols.HandleOfAttribute)?.ConstructorArguments is [{ Value: string name }, ..] ? name : null;

    private string Text(ITypeSymbol type) => type.ToMinimalDisplayString(model, position);

    private static AttributeData? Find(ISymbol symbol, INamedTypeSymbol? attribute)
        => symbol.GetAttributes().FirstOrDefault(candidate => RuntimeSymbols.Is(candidate.AttributeClass, attribute));

    private static IEnumerable<ITypeSymbol> AllArguments(INamedTypeSymbol type)
        => (type.ContainingType is { } outer ? AllArguments(outer) : []).Concat(type.TypeArguments);
}
