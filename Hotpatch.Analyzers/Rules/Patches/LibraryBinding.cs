using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>Binds the patches of one compilation: first among accessible methods, then among private methods of references.</summary>
internal sealed class LibraryBinding(Compilation compilation, TargetMarks marks, CallMarks calls)
{
    private const string ReferenceAssembly = "System.Runtime.CompilerServices.ReferenceAssemblyAttribute";

    // By default, the compiler reads no private members of references.
    private readonly Lazy<Compilation> _whole = new(
        () => compilation.WithOptions(compilation.Options.WithMetadataImportOptions(MetadataImportOptions.All)));

    public ReplacedTargets Replaced { get; } = new();

    public IEnumerable<Diagnostic> Bind(PatchMethod patch, VersionRange versions, CancellationToken cancellation)
    {
        var binding = new Binder(compilation, cancellation).Bind(patch, versions);
        if (binding.Problem is { Assembly: var assembly } problem && !SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly))
        {
            // A reference assembly has no private methods, so a target that seems to be missing may exist. It has all that other assemblies can call.
            if (problem.Rule.Equals(PatchDescriptors.Target) && !patch.IsOfCalls && IsReferenceAssembly(assembly))
                return problem.IsLikelyMisspelt ? [problem.ToWarning()] : [];

            binding = BindAgain(patch, versions, cancellation) ?? binding;
        }

        return binding switch
        {
            { Problem: { IsCertain: true } wrong } => [wrong.ToDiagnostic()],
            { Target: { } target } => Bound(patch, target, binding.IsLayer, versions),
            _ => [],
        };
    }

    private Diagnostic[] Bound(PatchMethod patch, IMethodSymbol target, bool isLayer, VersionRange versions)
    {
        if (!isLayer)
            Replaced.Add(target, patch, versions);

        var unmarked = patch.IsOfCalls ? calls.ProblemOf(target.OriginalDefinition, patch.Caller) : marks.ProblemOf(target.OriginalDefinition);
        var expected = patch.IsOfCalls ? "patchable calls were" : "a patchable method was";
        return unmarked is not null
            ? [Diagnostic.Create(PatchDescriptors.NotPatchable, patch.Place, FullName.Of(target.OriginalDefinition), expected, unmarked)]
            : [];
    }

    /// <summary>Binds among private methods too, in a second compilation of the same source. Returns null if the second compilation lacks the patch.</summary>
    private Binding? BindAgain(PatchMethod patch, VersionRange versions, CancellationToken cancellation)
    {
        var id = DocumentationCommentId.CreateDeclarationId(patch.Symbol);
        var again = DocumentationCommentId.GetSymbolsForDeclarationId(id, _whole.Value)
            .OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.Locations.SequenceEqual(patch.Symbol.Locations));
        return again is null || RuntimeSymbols.Find(_whole.Value) is not { } symbols || PatchMethod.Of(again, symbols) is not { } same ? null
            : new Binder(_whole.Value, cancellation).Bind(same, versions);
    }

    private static bool IsReferenceAssembly(IAssemblySymbol assembly)
        => assembly.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == ReferenceAssembly);
}
