using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Marks;

/// <summary>Counts the handles by name that a compilation declares for all overloads of a method.</summary>
internal sealed class DeclaredHandles
{
    private readonly Dictionary<(ISymbol Type, string Name, bool IsStatic), int> _handles = new(new KeyComparer());

    public DeclaredHandles(Compilation compilation, RuntimeSymbols symbols) => Read(compilation.Assembly.GlobalNamespace, symbols);

    public int CountOf(INamedTypeSymbol type, string name, bool isStatic) => _handles.TryGetValue((type, name, isStatic), out var count) ? count : 0;

    private void Read(INamespaceOrTypeSymbol container, RuntimeSymbols symbols)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type && Find(type, symbols.HandlesOfAttribute)?.ConstructorArguments is [{ Value: INamedTypeSymbol declaring }])
                Add(type, declaring.OriginalDefinition, symbols);

            if (member is INamespaceOrTypeSymbol inner)
                Read(inner, symbols);
        }
    }

    // The handles of all instantiations have a typed member too, which counts already.
    private void Add(INamedTypeSymbol handles, INamedTypeSymbol declaring, RuntimeSymbols symbols)
    {
        foreach (var handle in handles.GetMembers())
        {
            var type = (handle as IPropertySymbol)?.Type ?? (handle as IMethodSymbol)?.ReturnType;
            if (type is not null
                && RuntimeSymbols.Is(type.OriginalDefinition, symbols.TypedPatchHandle)
                && Find(handle, symbols.HandleOfAttribute)?.ConstructorArguments is [{ Value: string name }, { Value: bool isStatic }])
            {
                _handles[(declaring, name, isStatic)] = CountOf(declaring, name, isStatic) + 1;
            }
        }
    }

    private static AttributeData? Find(ISymbol symbol, INamedTypeSymbol? attribute)
        => symbol.GetAttributes().FirstOrDefault(candidate => RuntimeSymbols.Is(candidate.AttributeClass, attribute));

    private sealed class KeyComparer : IEqualityComparer<(ISymbol Type, string Name, bool IsStatic)>
    {
        public bool Equals((ISymbol Type, string Name, bool IsStatic) x, (ISymbol Type, string Name, bool IsStatic) y)
            => x.Name == y.Name && x.IsStatic == y.IsStatic && SymbolEqualityComparer.Default.Equals(x.Type, y.Type);

        public int GetHashCode((ISymbol Type, string Name, bool IsStatic) obj) => StringComparer.Ordinal.GetHashCode(obj.Name);
    }
}
