using System.Collections.Concurrent;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>The replacements of a project: of each target, or instantiation of a generic one, a library can have one.</summary>
internal sealed class ReplacedTargets
{
    private readonly ConcurrentBag<(string Target, PatchMethod Patch, VersionRange Versions)> _replacements = [];

    public void Add(IMethodSymbol target, PatchMethod patch, VersionRange versions)
    {
        // A generic method for one instantiation: the target does not tell which.
        if (patch.Symbol.Arity == 0 || (patch.TypeArguments is null && !Instantiation.IsClosed(patch.Own?.Type ?? patch.OfClass?.Type)))
            _replacements.Add((NameOf(target, patch.Symbol), patch, versions));
    }

    /// <summary>Reports those that come after another one; for the end of the compilation, since they can stand in any file.</summary>
    public void Report(Compilation compilation, Action<Diagnostic> report)
    {
        var order = compilation.SyntaxTrees.Select((tree, index) => (tree, index)).ToDictionary(pair => pair.tree, pair => pair.index);
        foreach (var same in _replacements.GroupBy(replacement => replacement.Target, StringComparer.Ordinal))
        {
            var inOrder = same.OrderBy(replacement => order[replacement.Patch.Place.SourceTree!]).ThenBy(replacement => replacement.Patch.Place.SourceSpan.Start).ToArray();
            for (var i = 1; i < inOrder.Length; i++)
            {
                // For versions that exclude each other, only one of the two is applied.
                var (_, patch, versions) = inOrder[i];
                if (inOrder.Take(i).FirstOrDefault(earlier => earlier.Versions.Meets(versions)).Patch is { } first)
                    report(Diagnostic.Create(PatchDescriptors.Twice, patch.Place, [first.Place], same.Key, MethodDisplayName.Of(first.Symbol)));
            }
        }
    }

    // A patch of all instantiations has type parameters of its own, whose names say nothing.
    private static string NameOf(IMethodSymbol target, IMethodSymbol patch)
    {
        var name = FullName.Of(target.OriginalDefinition);
        var arguments = target.ContainingType.Chain().SelectMany(part => part.TypeArguments).Concat(target.TypeArguments).ToArray();
        return patch.Arity > 0 || arguments.Length == 0 ? name : $"{name} of {string.Join(", ", arguments.Select(MethodDisplayName.Of))}";
    }
}
