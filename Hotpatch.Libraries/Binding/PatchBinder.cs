using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Reports;

namespace Hotpatch.Libraries.Binding;

/// <summary>Fits the methods of a library to their targets. Runs no code of the library.</summary>
/// <param name="problems">Collects the patches that do not fit.</param>
/// <param name="skipped">Collects the patches that do not fit and are not required.</param>
/// <param name="search">Finds methods.</param>
/// <param name="calls">Finds calls.</param>
/// <param name="scope">The options of the load.</param>
[RequiresDynamicCode(LibraryTexts.NeedsJit)]
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal sealed class PatchBinder(LibraryProblems problems, List<SkippedPatch> skipped, TargetSearch search, CallTargetSearch calls, BindingScope scope)
{
    /// <summary>Returns the patches that fit. Adds a problem, or a skipped patch, for each that does not.</summary>
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

    /// <summary>
    /// Returns the patch of the one target that fits; otherwise null with a problem, or without one if the scope excludes the target.
    /// </summary>
    private FittingPatch? TryBind(PatchUsage usage, out string? problem)
    {
        try
        {
            var targets = usage.IsOfCalls ? calls.Find(usage, out problem) : search.Find(usage, out problem);
            if (scope.Only is { } only)
                (targets, problem) = (targets.Where(target => target.Has(only)).ToArray(), null);

            return targets.Count == 0 ? null : TryBind(usage, targets, out problem);
        }
#pragma warning disable CA1031 // For a signature with a missing type, reflection throws many types of exceptions.
        catch (Exception exception) when (exception is not ContractVersionException)
#pragma warning restore CA1031
        {
            problem = $"{usage.Text}: a method whose types can be loaded was expected, but: {exception.Message}";
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
            0 => $"{usage.Text}: a target that the method fits was expected, but it fits none of these: "
                + string.Join("; ", fits.Select(found => found.Refusal![(usage.Text.Length + 2)..])),
            _ => TargetText.Ambiguous(usage, bound.Select(found => found.Target)),
        };
        return problem is null ? bound[0].Patch : null;
    }

    /// <summary>Adds a problem for each target that the library replaces more than once. (Several layers of one library are allowed.)</summary>
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
}
