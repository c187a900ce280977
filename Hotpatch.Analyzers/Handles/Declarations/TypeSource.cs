using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>A type to read. It equals the type of an earlier compilation if reading it would give the same result.</summary>
/// <param name="compilation">The project.</param>
/// <param name="surroundings">Everything outside of the type that its handles depend on.</param>
/// <param name="parts">The type's declarations.</param>
/// <param name="mayInherit">Whether the type may inherit marks, so that its handles depend on members of other types.</param>
internal sealed class TypeSource(Compilation compilation, Surroundings surroundings, TypePart[] parts, bool mayInherit) : IEquatable<TypeSource>
{
    private readonly Surroundings _surroundings = surroundings;
    private readonly TypePart[] _parts = parts;
    private readonly bool _dependsOnMembers = mayInherit || parts.Any(part => part.NamesOthersMembers);
    private Compilation? _compilation = compilation;

    /// <summary>The file with the type's first declaration.</summary>
    public SyntaxTree Tree => _parts[0].Node.SyntaxTree;

    /// <summary>Reads the type's handles. Call this once: it releases the compilation.</summary>
    public TypeHandles Read(CancellationToken cancellation)
    {
        var whole = Interlocked.Exchange(ref _compilation, null) ?? throw new InvalidOperationException("This type was read before.");
        var settings = _surroundings.Settings;
        var node = _parts[0].Node;
        var handles = whole.GetSemanticModel(node.SyntaxTree).GetDeclaredSymbol(node, cancellation) is INamedTypeSymbol type
            ? GuardedReading.Read(type, () => new TypeReader(whole, settings.ToScope(), settings.IsInternal).Read(type, cancellation))
            : null;
        return handles ?? TypeHandles.None;
    }

    public bool Equals(TypeSource? other)
        => other is not null
            && _parts.Length == other._parts.Length
            && _parts[0].Identity == other._parts[0].Identity
            && _parts.Zip(other._parts, static (part, otherPart) => part.HasSameDeclarations(otherPart)).All(same => same)
            && (_surroundings == other._surroundings
                || (!_dependsOnMembers && !other._dependsOnMembers && _surroundings.AreSame(other._surroundings)));

    public override bool Equals(object? obj) => Equals(obj as TypeSource);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_parts[0].Identity);
}
