using System.Collections.Concurrent;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>Finds targets with two replacements. A library can have one for each target, or for each instantiation of a generic target.</summary>
internal sealed class ReplacedTargets
{
    private readonly ConcurrentBag<(string Target, PatchMethod Patch, VersionRange Versions)> _replacements = [];

    public void Add(IMethodSymbol target, PatchMethod patch, VersionRange versions)
    {
        // If a generic method patches one instantiation, its target doesn't tell which one.
        if (patch.Symbol.Arity == 0 || (patch.TypeArguments is null && !Instantiation.IsClosed(patch.Own?.Type ?? patch.OfClass?.Type)))
            _replacements.Add(((patch.IsOfCalls ? $"{patch.Caller ?? "*"}!" : string.Empty) + NameOf(target, patch.Symbol), patch, versions));
    }

    /// <summary>Reports all but the first replacement of each target. Runs at the end of the compilation, because they may be in any files.</summary>
    public void Report(Compilation compilation, Action<Diagnostic> report)
    {
        var order = compilation.SyntaxTrees.Select((tree, index) => (tree, index)).ToDictionary(pair => pair.tree, pair => pair.index);
        foreach (var same in _replacements.GroupBy(replacement => replacement.Target, StringComparer.Ordinal))
        {
            var inOrder = same.OrderBy(replacement => order[replacement.Patch.Place.SourceTree!]).ThenBy(replacement => replacement.Patch.Place.SourceSpan.Start).ToArray();
            for (var i = 1; i < inOrder.Length; i++)
            {
                // If the versions of two patches exclude each other, the library applies only one of them.
                var (_, patch, versions) = inOrder[i];
                if (inOrder.Take(i).FirstOrDefault(earlier => earlier.Versions.Meets(versions)).Patch is { } first)
                    report(Diagnostic.Create(PatchDescriptors.Twice, patch.Place, [first.Place], same.Key, MethodDisplayName.Of(first.Symbol)));
            }
        }
    }

    // A patch of all instantiations has type parameters of its own. Their names don't matter.
    private static string NameOf(IMethodSymbol target, IMethodSymbol patch)
    {
        var name = FullName.Of(target.OriginalDefinition);
        var arguments = target.ContainingType.Chain().SelectMany(part => part.TypeArguments).Concat(target.TypeArguments).ToArray();
        return patch.Arity > 0 || arguments.Length == 0 ? name : $"{name} of {string.Join(", ", arguments.Select(MethodDisplayName.Of))}";
    }
}
