using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles;

/// <summary>Finds the types with patchable methods where any type may have some.</summary>
internal static class CoveredTypes
{
    public static IEnumerable<TypeHandles> Read(Compilation compilation, HandleSettings settings, CancellationToken cancellation)
    {
        if (!TypeReader.CanDeclare(compilation))
            yield break;

        var reader = new TypeReader(compilation, settings.ToScope());
        foreach (var type in In(compilation.Assembly.GlobalNamespace))
        {
            if (reader.Read(type, cancellation) is { } handles)
                yield return handles;
        }
    }

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } type)
                yield return type;

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (var found in In(inner))
                    yield return found;
            }
        }
    }
}
