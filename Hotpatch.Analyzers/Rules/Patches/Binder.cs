using System.Collections.Immutable;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Handles.Reading;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Analyzers.Selection.Calls;
using Hotpatch.Naming;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>Finds the target of a patch among the methods of a compilation, by the rules that loading the library uses at run time.</summary>
internal sealed class Binder(Compilation compilation, CancellationToken cancellation)
{
    private const int MostSignatures = 4;

    public Binding Bind(PatchMethod patch, VersionRange versions)
    {
        var named = NamedTarget.Of(patch, compilation);
        if (named.Types.IsEmpty)
            return named.Named is null ? Binding.Open : NotFound(patch, named, compilation.Assembly, "this type has none.", isLikelyMisspelt: false);

        // Another version of the assembly may have another method. A patch that is not required may have no target.
        var assembly = named.Types[0].ContainingAssembly;
        if ((patch.Caller is null && !versions.Has(assembly)) || named.Types.Any(type => type.TypeKind == TypeKind.Error))
            return Binding.Open;

        var methods = named.Methods.ToArray();
        var binding = methods.Length == 0 ? NotFound(patch, named, assembly) : Choose(patch, named, methods, assembly);
        return binding.Problem is not null && !patch.IsRequired ? Binding.Open : binding;
    }

    private Binding Choose(PatchMethod patch, NamedTarget named, IMethodSymbol[] methods, IAssemblySymbol assembly)
    {
        string? typeProblem = null;
        var candidates = new List<Candidate>();
        foreach (var method in methods)
        {
            if (Instantiation.Of(method, named.Named, patch, out var problem) is { } target)
                candidates.Add(new Candidate(target, patch, compilation));
            else
                typeProblem ??= problem;
        }

        if (candidates.Count == 0)
            return Failed(patch, PatchDescriptors.TypeArguments, assembly, named.Text, typeProblem!);

        var best = candidates.Max(candidate => candidate.Fit);
        var found = candidates.Where(candidate => candidate.Fit == best).ToArray();
        if (best == Fit.None)
            return Mismatch(patch, candidates, assembly);

        if (found.Length > 1)
            return best == Fit.Exact ? Binding.Open : NotFound(patch, named, assembly, $"the signature fits several: {List(found.Select(candidate => candidate.Target))}.", isLikelyMisspelt: true);

        if (patch.IsOfCalls)
            return UncallableReason(found[0].Target.OriginalDefinition) is { } reason ? NotFound(patch, named, assembly, reason, isLikelyMisspelt: false) : Binding.To(found[0].Target, found[0].IsLayer);

        return found[0].IsLayer && SharedWithBody(found[0].Target) is { } shared
            ? Failed(
                patch,
                PatchDescriptors.Place,
                assembly,
                MethodDisplayName.Of(patch.Symbol),
                patch.Mark.Text,
                $"it is a layer, but {FullNameOf(found[0].Target)} has no original that it could wrap: its body and the arguments of its this(…) or base(…) share {shared.Name}.")
            : Binding.To(found[0].Target, found[0].IsLayer);
    }

    /// <summary>Returns why no assembly makes calls to the method that can be patchable; null if they can, or if the method is hidden here.</summary>
    private string? UncallableReason(IMethodSymbol method)
        => !method.ContainingType.IsValueType && CallRefusals.ReplacedBy(method) is { } declared
            ? $"it overrides {FullNameOf(declared)}, which the compiler calls instead. Name that method."
            : compilation.IsSymbolAccessibleWithin(method, compilation.Assembly) || method.DeclaredAccessibility == Accessibility.Protected
                ? CallRefusals.Find(method, compilation)
                : null;

    /// <summary>Returns what the constructor's body shares with its chained call. Works only for targets in the same project, whose source is known.</summary>
#pragma warning disable RS1030 // Only for the rare layer over a constructor of the same project.
    private ISymbol? SharedWithBody(IMethodSymbol target)
        => target.MethodKind == MethodKind.Constructor && RuntimeSymbols.Is(target.ContainingAssembly, compilation.Assembly)
            ? Patching.SharedWithBody.Find(target, node => compilation.GetSemanticModel(node.SyntaxTree), cancellation)
            : null;
#pragma warning restore RS1030

    private static Binding Mismatch(PatchMethod patch, List<Candidate> candidates, IAssemblySymbol assembly)
    {
        var (expected, found) = SignatureText.Of(
            text => string.Join(" or ", candidates.Take(MostSignatures).Select(candidate => candidate.Expected(text))),
            text => candidates[0].Found(text));
        var target = candidates.Count == 1 ? FullNameOf(candidates[0].Target) : $"{MetadataTypeName.Of(candidates[0].Target.ContainingType)}.{candidates[0].Target.MetadataName}";
        return Failed(patch, PatchDescriptors.Signature, assembly, target, expected, found);
    }

    private Binding NotFound(PatchMethod patch, NamedTarget named, IAssemblySymbol assembly)
    {
        var overloads = named.Overloads.ToArray();
        if (overloads.Length > 0)
            return NotFound(patch, named, assembly, $"only these were found: {List(overloads)}.", isLikelyMisspelt: true);

        var type = named.Types[0];
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            var inherited = (named with { Types = ImmutableArray.Create(ancestor.OriginalDefinition) }).Overloads.ToArray();
            if (inherited.Length > 0)
                return NotFound(patch, named, assembly, $"a base type declares it: {List(inherited)}.", isLikelyMisspelt: true);
        }

        var names = named.Types.SelectMany(found => found.GetMembers()).SelectMany(NamesOf);
        var nearest = NearestNames.Of(named.Name, names);
        var hint = nearest.Count == 0 ? string.Empty : $" The nearest: {string.Join(", ", nearest)}.";
        return NotFound(patch, named, assembly, $"{MetadataTypeName.Of(type)} has none of that name.{hint}", nearest.Count > 0);
    }

    private static IEnumerable<string> NamesOf(ISymbol member) => member switch
    {
        IMethodSymbol { AssociatedSymbol: null } or IPropertySymbol or IEventSymbol => [member.MetadataName],
        _ => [],
    };

    private static string List(IEnumerable<IMethodSymbol> methods) => string.Join("; ", methods.Take(MostSignatures).Select(FullNameOf));

    private static string FullNameOf(IMethodSymbol method) => FullName.Of(method.OriginalDefinition);

    private Binding NotFound(PatchMethod patch, NamedTarget named, IAssemblySymbol assembly, string found, bool isLikelyMisspelt)
        => Binding.Failed(new PatchProblem(PatchDescriptors.Target, patch.PlaceOfTarget(cancellation), assembly, named.Text, found)
        {
            IsLikelyMisspelt = isLikelyMisspelt && !named.HasAngles,
            IsCertain = !named.HasAngles,
        });

    private static Binding Failed(PatchMethod patch, DiagnosticDescriptor rule, IAssemblySymbol assembly, params object[] texts)
        => Binding.Failed(new PatchProblem(rule, patch.Place, assembly, texts));
}
