using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Reports;

namespace Hotpatch.Libraries.Binding;

/// <summary>Fits the methods of a library to their targets, and says all that does not fit. Nothing of the library runs.</summary>
/// <param name="problems">Takes what does not fit.</param>
/// <param name="skipped">Takes what does not fit and is not required.</param>
/// <param name="search">Finds targets.</param>
/// <param name="scope">The one handle that is asked for, if any, and the place among equals.</param>
[RequiresDynamicCode(LibraryTexts.NeedsJit)]
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal sealed class PatchBinder(LibraryProblems problems, List<SkippedPatch> skipped, TargetSearch search, BindingScope scope)
{
    public IReadOnlyList<FittingPatch> Bind(IEnumerable<PatchUsage> usages)
    {
        var bound = new List<FittingPatch>();
        foreach (var usage in usages)
        {
            if (TryBind(usage, out var problem) is { } patch)
                bound.Add(patch);
            else if (problem is not null && usage.IsRequired)
                problems.Add(problem);
            else if (problem is not null)
                skipped.Add(new SkippedPatch(PatchUsage.NameOf(usage.Method), problem));
        }

        RefuseTwice(bound);
        return bound;
    }

    /// <summary>The one target that fits; otherwise null, and why, unless it is another than is asked for.</summary>
    private FittingPatch? TryBind(PatchUsage usage, out string? problem)
    {
        try
        {
            var targets = search.Find(usage, out problem);
            if (scope.Only is { } only)
                (targets, problem) = (targets.Where(target => IsOf(target, only)).ToArray(), null);

            return targets.Count == 0 ? null : TryBind(usage, targets, out problem);
        }
#pragma warning disable CA1031 // A signature that names what is not there, or damaged metadata, shows itself in many ways.
        catch (Exception exception) when (exception is not ContractVersionException)
#pragma warning restore CA1031
        {
            problem = $"{usage.Text}: a method that can be bound was expected, but it cannot: {exception.Message}";
            return null;
        }
    }

    private FittingPatch? TryBind(PatchUsage usage, IReadOnlyList<Target> targets, out string? problem)
    {
        var current = targets.Where(target => usage.Versions.Has(target.Assembly.Version)).ToArray();
        if (current.Length == 0)
        {
            problem = TargetText.WrongVersion(usage, targets);
            return null;
        }

        var fit = new PatchFit(usage, scope);
        var fits = current.Select(fit.Try).ToArray();
        var bound = fits.Where(found => found.Patch is not null).ToArray();
        if (bound.Length > 1 && Array.FindAll(bound, found => found.IsExact) is { Length: > 0 } exact)
            bound = exact;

        problem = bound.Length switch
        {
            1 => null,
            0 when fits.Length == 1 => fits[0].Refusal,
            0 => $"{usage.Text}: a method that it fits was expected, but of these none does: "
                + string.Join("; ", fits.Select(found => found.Refusal![(usage.Text.Length + 2)..])),
            _ => TargetText.Ambiguous(usage, bound.Select(found => found.Target)),
        };
        return problem is null ? bound[0].Patch : null;
    }

    /// <summary>One library cannot replace one method twice. (Layers may lie over one another.)</summary>
    private void RefuseTwice(IEnumerable<FittingPatch> bound)
    {
        var replacing = bound.Where(patch => !patch.IsLayer).GroupBy(patch => patch.Place);
        foreach (var same in replacing.Where(same => same.Count() > 1))
        {
            var first = same.First();
            problems.Add(
                $"{first.Target}: one replacement was expected, but these were found: {string.Join(" and ", same.Select(patch => patch.Method))}");
        }
    }

    private static bool IsOf(Target target, PatchHandle only)
        => target.Handle == only || (target.Generic is { } generic && Target.ArgumentsOf(only, generic) is not null);
}
