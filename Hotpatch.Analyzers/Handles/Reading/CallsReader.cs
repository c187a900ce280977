using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Selection.Calls;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Reads the handles of the project's calls to the methods of one type of another assembly.</summary>
/// <param name="compilation">The project.</param>
/// <param name="references">The references of which the project weaves a copy.</param>
/// <param name="ofAll">Whether the handles are those of the calls of all assemblies.</param>
internal sealed class CallsReader(Compilation compilation, IReadOnlyCollection<WovenReference> references, bool ofAll = false)
{
    private readonly SignatureNames _signatures = new(compilation);

    /// <summary>Returns the handles, or null if there are none.</summary>
    public TypeHandles? Read(CallRequest request, CancellationToken cancellation)
    {
        var type = request.Type;
        var methods = CallableMethods.Of(type, compilation)
            .Where(request.Selects)
            .Where(method =>
            {
                cancellation.ThrowIfCancellationRequested();
                return _signatures.CanBeDeclared(method);
            })
            .ToArray();
        return methods.Length == 0 ? null : new TypeHandles(FileOf(type, methods), Undeclared: default);
    }

    private HandleFile FileOf(INamedTypeSymbol type, IMethodSymbol[] methods)
    {
        var isWoven = references.Any(reference => reference.ScopeOf(type) is { } scope && new ReferenceReader(compilation, scope).HasHandles(type));
        return new ReferencedFile(compilation, ofCalls: true)
            .Of(type, ReferencedClassNames.OfCalls(compilation, type, isWoven), methods, handles => handles with { IsOfAllCalls = ofAll });
    }
}
