using System.Collections.Concurrent;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>
/// Finds out whether targets are patchable. The scope in FodyWeavers.xml is not visible in an assembly, but the generated handles are. If there are
/// neither marks nor handles, nothing is reported.
/// </summary>
/// <param name="symbols">The types of the runtime.</param>
/// <param name="project">The assembly that is compiled.</param>
/// <param name="scope">The project's scope; null if it could not be read.</param>
internal sealed class TargetMarks(RuntimeSymbols symbols, IAssemblySymbol project, PatchableScope? scope)
{
    private const string NotMarked = "this one is not. Mark it, or its type, with [Patchable].";

    // The public key tokens of the framework, which is never woven.
    private static readonly HashSet<string> Framework = new(StringComparer.Ordinal) { "b03f5f7f11d50a3a", "b77a5c561934e089", "cc7b13ffcd2ddd51", "adb9793829ddae60", "7cec85d7bea7798e" };

    private readonly ConcurrentDictionary<IAssemblySymbol, HashSet<string>> _handles = new(SymbolEqualityComparer.Default);

    /// <summary>Returns why a target is not patchable. Returns null if it is, or may be.</summary>
    public string? ProblemOf(IMethodSymbol target)
    {
        var assembly = target.ContainingAssembly;
        if (SymbolEqualityComparer.Default.Equals(assembly, project))
            return scope is null || SymbolMarks.Of(target, scope) != Mark.None ? null : NotMarked;

        if (IsFramework(assembly))
            return $"{assembly.Name} is not woven. Patch the calls to it by [PatchCalls].";

        var whole = new PatchableScope(SymbolMarks.Has(assembly, SymbolNames.PatchableAttribute), Config: null);
        if (SymbolMarks.Of(target, whole) != Mark.None || !IsPublic(target))
            return null;

        var handles = _handles.GetOrAdd(assembly, HandlesOf);
        return handles.Count == 0 || handles.Contains(NameOf(target.ContainingType, target.MetadataName, target.IsStatic)) ? null : NotMarked;
    }

    // The handle of an internal method is internal, and a reference assembly may lack it.
    private static bool IsPublic(IMethodSymbol method)
    {
        for (ISymbol? symbol = method; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility != Accessibility.Public)
                return false;
        }

        return true;
    }

    private static bool IsFramework(IAssemblySymbol assembly)
        => assembly.Identity.PublicKeyToken is { IsEmpty: false } token && Framework.Contains(string.Concat(token.Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture))));

    private static string NameOf(INamedTypeSymbol type, string method, bool isStatic) => $"{MetadataTypeName.Of(type)} {method} {isStatic}";

    private HashSet<string> HandlesOf(IAssemblySymbol assembly)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Read(assembly.GlobalNamespace);
        return names;

        void Read(INamespaceOrTypeSymbol container)
        {
            foreach (var member in container.GetMembers())
            {
                if (member is INamedTypeSymbol type && Find(type, symbols.HandlesOfAttribute)?.ConstructorArguments is [{ Value: INamedTypeSymbol declaring }])
                    names.UnionWith(type.GetMembers().Select(handle => Find(handle, symbols.HandleOfAttribute)).OfType<AttributeData>().Select(handle => NameOf(declaring, handle)).OfType<string>());

                if (member is INamespaceOrTypeSymbol inner)
                    Read(inner);
            }
        }

        static string? NameOf(INamedTypeSymbol declaring, AttributeData handle)
            => handle.ConstructorArguments is [{ Value: string name }, { Value: bool isStatic }] ? TargetMarks.NameOf(declaring, name, isStatic) : null;
    }

    private static AttributeData? Find(ISymbol symbol, INamedTypeSymbol? attribute)
        => symbol.GetAttributes().FirstOrDefault(candidate => RuntimeSymbols.Is(candidate.AttributeClass, attribute));
}
