using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Analyzers.Selection.Calls;
using Hotpatch.Fody.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Reads the handles of the methods of a woven reference, as far as this project's source can name them.</summary>
/// <param name="compilation">The project.</param>
/// <param name="scope">The methods that the item covers.</param>
internal sealed class ReferenceReader(Compilation compilation, PatchableScope scope)
{
    private readonly SignatureNames _signatures = new(compilation);

    /// <summary>Returns whether <see cref="Read"/> finds handles.</summary>
    public bool HasHandles(INamedTypeSymbol type)
        => Methods(type).Any() && !ReferencedClassNames.OfMethods(compilation, type).HasHandles;

    /// <summary>Returns the handles, or null if there are none.</summary>
    public TypeHandles? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var methods = Methods(type)
            .Where(_ =>
            {
                cancellation.ThrowIfCancellationRequested();
                return true;
            })
            .ToArray();
        if (methods.Length == 0)
            return null;

        // A project with marks declares the handles itself.
        var names = ReferencedClassNames.OfMethods(compilation, type);
        return names.HasHandles ? null : new TypeHandles(FileOf(type, methods, names), Undeclared: default);
    }

    private IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type)
        => CallableMethods.Visible(type, compilation.Assembly)
            .Where(method => SymbolMarks.Of(method, scope) != Mark.None
                && SymbolRefusals.Find(method) is null
                && TypeReader.IsSpeakable(method)
                && _signatures.CanBeDeclared(method));

    private HandleFile FileOf(INamedTypeSymbol type, IMethodSymbol[] methods, ReferencedClassNames names)
        => new ReferencedFile(compilation, ofCalls: false).Of(type, names, methods, handles => handles with
        {
            IsOfReference = true,
            Handles = handles.Handles.Select(handle => handle with { IsPublic = false, IsUntyped = handle.Delegate is not null }).ToEquatableArray(),
        });
}
