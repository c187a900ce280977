using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>A type to be read. It equals that of an earlier compilation where it would be read the same.</summary>
/// <param name="compilation">The project.</param>
/// <param name="surroundings">What it depends on elsewhere.</param>
/// <param name="parts">Its declarations.</param>
/// <param name="mayInherit">Whether it may take over marks, so that members of other types have a say in what is generated.</param>
internal sealed class TypeSource(Compilation compilation, Surroundings surroundings, TypePart[] parts, bool mayInherit) : IEquatable<TypeSource>
{
    private readonly Surroundings _surroundings = surroundings;
    private readonly TypePart[] _parts = parts;
    private readonly bool _dependsOnMembers = mayInherit || parts.Any(part => part.NamesOthersMembers);
    private Compilation? _compilation = compilation;

    /// <summary>The file that declares it first.</summary>
    public SyntaxTree Tree => _parts[0].Node.SyntaxTree;

    /// <summary>Reads the type's handles. Called once, since it lets go of the compilation.</summary>
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
