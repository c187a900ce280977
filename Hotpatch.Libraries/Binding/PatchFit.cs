using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Features;
using Hotpatch.Libraries.Reading;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>Fits one method of a library to possible targets. Runs no code of the library until a resulting patch is bound.</summary>
/// <param name="usage">The library's method, with its attributes.</param>
/// <param name="scope">The options of the load.</param>
[RequiresDynamicCode(LibraryTexts.NeedsJit)]
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal sealed class PatchFit(PatchUsage usage, BindingScope scope)
{
    private readonly bool _isShadow = usage.IsShadow || scope.IsShadow;
    private readonly PatchShare? _share = (scope.Share ?? usage.Share ?? (usage.IsShadow || scope.IsShadow ? 1 : null)) is { } share ? new PatchShare(share) : null;
    // The options win over the attributes, as for the share.
    private readonly string? _featureName = scope.Share is null && !scope.IsShadow ? usage.Feature : null;
    private readonly string _owner = usage.Owner ?? scope.Name;

    /// <summary>Returns the patch of a target, or the reason why the method does not fit it.</summary>
    public Result Try(Target target)
    {
        if (target.Shared is { } shared)
            return OfShared(target, shared);

        if (target.Handle is { } handle)
        {
            return usage.TypeArguments is null
                ? OfHandle(target, handle, usage.Method, handle.Name)
                : Refused(target, $"a {usage.Mark} without TypeArguments was expected, since {handle.Name} is not generic, but one with TypeArguments was found");
        }

        var generic = target.Generic!;
        if (Arguments(generic) is { } arguments)
            return OfInstantiation(target, generic, arguments);

        return usage.ClosedType is { } closed
            ? Refused(
                target,
                $"TypeArguments for the method were expected, since the closed type {DelegateText.Describe(closed)} is for one instantiation, "
                + "but none were found; name the open type to patch all instantiations")
            : OfAll(target, generic);
    }

    /// <summary>Returns the type arguments of the one instantiation that is patched; null if all are.</summary>
    private Type[]? Arguments(GenericPatchHandle generic)
        => scope.Only is { } only ? Target.ArgumentsOf(only, generic) : usage.ArgumentsFor(generic.Method);

    private Result OfInstantiation(Target target, GenericPatchHandle generic, Type[] arguments)
    {
        var text = string.Join(", ", arguments.Select(DelegateText.Describe));
        var name = $"{generic.Name} with <{text}>";
        if (OwnInstantiation.IsMeantBy(arguments, usage.Method.Module.Assembly))
            return OfOwn(target, generic, arguments, name);

        return InstantiationOf(generic, arguments) is { } handle
            ? OfHandle(target, handle, MethodFor(arguments), name)
            : Refused(target, NoInstantiation(generic, arguments));
    }

    private static PatchHandle? InstantiationOf(GenericPatchHandle generic, Type[] arguments)
    {
        try
        {
            return generic.For(arguments);
        }
        catch (PatchTargetException)
        {
            return null;
        }
    }

    private Result OfHandle(Target target, PatchHandle handle, MethodInfo method, string name)
    {
        if (MethodBinding.Fit(Callee.Of(handle), method, out var problem) is not { } isLayer)
            return Refused(target, problem!);

        if (ProblemOfCalls(isLayer, handle.HasOriginal) is { } ofShare)
            return Refused(target, ofShare);

        var patch = new FittingPatch(usage, handle, name, PatchUsage.NameOf(method), isLayer) { Handles = [handle], Bind = () => Bind(handle, method, name) };
        return new Result(target, patch, MethodBinding.IsExact(handle.DelegateType, method), Refusal: null);
    }

    // The handle is created when the patch is bound, so that a library that doesn't fit leaves nothing.
    private Result OfShared(Target target, SharedCalls shared)
    {
        var method = MethodFor(Target.ArgumentsOf(shared.Method));
        var callee = new Callee(target.Name, shared.Method, shared.DelegateType, HasOriginal: true);
        if (MethodBinding.Fit(callee, method, out var problem) is not { } isLayer)
            return Refused(target, problem!);

        if (ProblemOfCalls(isLayer, hasOriginal: true) is { } ofShare)
            return Refused(target, ofShare);

        var patch = new FittingPatch(usage, shared.Method, target.Name, PatchUsage.NameOf(method), isLayer) { Bind = () => Bind(shared.Handle, method, target.Name) };
        return new Result(target, patch, MethodBinding.IsExact(shared.DelegateType, method), Refusal: null);
    }

    private Result OfOwn(Target target, GenericPatchHandle generic, Type[] arguments, string name)
    {
        MethodBase closed;
        try
        {
            closed = OwnInstantiation.Close(generic.Method, arguments);
        }
        catch (ArgumentException)
        {
            return Refused(target, NoInstantiation(generic, arguments));
        }

        var method = MethodFor(arguments);
        if (OwnInstantiation.Fit(closed, method, generic.IsOfCalls) is not { } isLayer)
            return Refused(target, TargetText.Mismatch(SignatureText.OfOpen(closed, generic.IsOfCalls), SignatureText.Of(method, skip: 0, isFull: false)));

        if (isLayer && !generic.HasOriginal)
            return Refused(target, NoOriginal(generic));

        if (ProblemOfCalls(isLayer, generic.HasOriginal) is { } ofShare)
            return Refused(target, ofShare);

        var patch = new FittingPatch(usage, (generic, closed), name, PatchUsage.NameOf(method), isLayer) { Bind = () => Bind(generic.For(arguments), method, name) };
        return new Result(target, patch, IsExact: true, Refusal: null);
    }

    private BoundPatch Bind(PatchHandle handle, MethodInfo method, string name)
    {
        var entry = MethodBinding.TryBind(handle, method, Rank, out var problem) ?? throw Unbound(problem);
        var applied = new AppliedPatch(name, PatchUsage.NameOf(method), _owner, usage.Priority, entry.IsLayer) { Handle = handle, Part = _share, Feature = _featureName };
        return new BoundPatch(usage, applied) { Handle = handle, Entry = entry, IsShadow = _isShadow };
    }

    private string? ProblemOfCalls(bool isLayer, bool hasOriginal)
    {
        if (_featureName is not null && ProblemOfFeature(hasOriginal) is { } ofFeature)
            return ofFeature;

        if (_share is null)
            return null;

        var reason = scope.Share is not null || scope.IsShadow ? "the options set Share or Shadow" : $"{usage.Mark} sets Share or Shadow";
        return _isShadow && scope.ShadowReport is null
            ? $"a program that hears of differences was expected, since {(scope.IsShadow ? "the options set" : $"{usage.Mark} sets")} {nameof(LibraryPatchAttribute.Shadow)}, but "
                + "PatchLibraryOptions.ShadowReport is null"
            : isLayer ? $"a replacement was expected, since {reason}, but a layer was found; leave them out, or decide in the layer"
            : !hasOriginal ? $"a target with an original was expected, since {reason}, but this one has none"
            : null;
    }

    private string? ProblemOfFeature(bool hasOriginal)
        => scope.Features is null
            ? $"a program with feature flags was expected, since {usage.Mark} sets Feature, but PatchLibraryOptions.Features is null; a host gets them from the package Hotpatch.FeatureManagement"
            : string.IsNullOrWhiteSpace(_featureName) ? $"the name of a feature flag was expected in {usage.Mark}, but an empty one was found"
            : _share is not null ? $"either Feature or Share or Shadow was expected, but {usage.Mark} sets Feature and one of the others; let the flag decide for which share"
            : !hasOriginal ? $"a target with an original was expected, since {usage.Mark} sets Feature, but this one has none"
            : null;

    private MethodInfo MethodFor(Type[] arguments)
        => usage.Method.IsGenericMethodDefinition && usage.Method.GetGenericArguments().Length == arguments.Length
            ? usage.Method.MakeGenericMethod(arguments)
            : usage.Method;

    private static string NoOriginal(GenericPatchHandle generic)
        => $"a target with an original was expected, since a layer calls it, but {generic.Name} has none: {PatchableType.WhyWithoutOriginal(generic.Method)}";

    private static string NoInstantiation(GenericPatchHandle generic, Type[] arguments)
        => $"type arguments that make an instantiation of {generic.Name} were expected, but <{string.Join(", ", arguments.Select(DelegateText.Describe))}> was found";

    private Result OfAll(Target target, GenericPatchHandle generic)
    {
        var method = usage.Method;
        var count = Target.ParametersOf(generic).Length;
        if (!method.IsGenericMethodDefinition || method.GetGenericArguments().Length != count)
            return Refused(target, WrongParameters(count, method));

        if (OpenSignature.Fit(generic.Method, method, generic.IsOfCalls) is not { } isLayer)
            return Refused(target, OpenMismatch(generic, method));

        if (isLayer && !generic.HasOriginal)
            return Refused(target, NoOriginal(generic));

        if (ProblemOfCalls(isLayer, generic.HasOriginal) is { } ofShare)
            return Refused(target, ofShare);

        var inUse = generic.Instantiations;
        foreach (var handle in inUse)
        {
            var arguments = Target.ArgumentsOf(handle, generic) ?? [];
            if (TryClose(method, arguments) is not { } closed)
                return Refused(
                    target,
                    $"constraints that allow <{string.Join(", ", arguments.Select(DelegateText.Describe))}> were expected, since {handle.Name} is in use, but those of the method do not");

            if (MethodBinding.Fit(Callee.Of(handle), closed, out var problem) is null)
                return Refused(target, problem!);
        }

        var patch = new FittingPatch(usage, generic, generic.Name, PatchUsage.NameOf(method), isLayer) { Handles = inUse, Bind = () => BindAll(generic, method, isLayer) };
        return new Result(target, patch, IsExact: true, Refusal: null);
    }

    private BoundPatch BindAll(GenericPatchHandle generic, MethodInfo method, bool isLayer)
    {
        // Called for each instantiation that comes into use. If the method's constraints exclude it, it stays unpatched.
        var rank = Rank;
        PatchEntry? Make(PatchHandle handle, IReadOnlyList<Type> arguments)
            => TryClose(method, arguments) is { } closed ? MethodBinding.TryBind(handle, closed, rank, out _) : null;

        foreach (var handle in generic.Instantiations)
        {
            if (TryClose(method, Target.ArgumentsOf(handle, generic) ?? []) is { } closed && MethodBinding.TryBind(handle, closed, rank, out var problem) is null)
                throw Unbound(problem);
        }

        var applied = new AppliedPatch(generic.Name, PatchUsage.NameOf(method), _owner, usage.Priority, isLayer) { GenericHandle = generic, Part = _share, Feature = _featureName };
        return new BoundPatch(usage, applied) { Generic = generic, Factory = new GenericPatchEntry(Make, _owner), IsShadow = _isShadow };
    }

    private PatchRank Rank => new(usage.Priority, scope.Order, _owner) { Guard = scope.Guard, Share = _share, Feature = Feature, ShadowReport = _isShadow ? scope.ShadowReport : null };

    private PatchFeature? Feature => _featureName is not null && scope.Features is { } features ? FeatureSwitch.Of(_featureName, features) : null;

    private PatchLibraryException Unbound(string? problem) => new($"{usage.Text}: {problem}");

    private static string OpenMismatch(GenericPatchHandle generic, MethodInfo method)
    {
        var (expected, found) = (SignatureText.OfOpen(generic.Method, generic.IsOfCalls), SignatureText.Of(method, skip: 0, isFull: false));
        return expected != found
            ? TargetText.Mismatch(expected, found)
            : $"the type parameters <{Names(Target.ParametersOf(generic))}> were expected in this order, but <{Names(method.GetGenericArguments())}> was found";

        static string Names(IEnumerable<Type> parameters) => string.Join(", ", parameters.Select(parameter => parameter.Name));
    }

    private static string WrongParameters(int expected, MethodInfo method)
    {
        var found = method.IsGenericMethodDefinition ? method.GetGenericArguments().Length : 0;
        return $"a generic method with {Count(expected)} was expected, to patch all instantiations, but one with {Count(found)} was found; "
            + "to patch one instantiation, name its TypeArguments";

        static string Count(int parameters) => parameters switch
        {
            0 => "no type parameters",
            1 => "1 type parameter",
            _ => $"{parameters} type parameters",
        };
    }

    private static MethodInfo? TryClose(MethodInfo method, IReadOnlyList<Type> arguments)
    {
        try
        {
            return method.MakeGenericMethod([.. arguments]);
        }
        catch (ArgumentException)
        {
            // The type arguments violate a constraint.
            return null;
        }
    }

    private Result Refused(Target target, string problem) => new(target, Patch: null, IsExact: false, $"{usage.Text}: {problem}");

    /// <summary>The result of fitting a method to a target.</summary>
    /// <param name="Target">The target.</param>
    /// <param name="Patch">The patch; null if the method does not fit.</param>
    /// <param name="IsExact">Whether the signatures have the same types, rather than merely compatible ones.</param>
    /// <param name="Refusal">The reason why the method does not fit; null if it does.</param>
    internal sealed record Result(Target Target, FittingPatch? Patch, bool IsExact, string? Refusal);
}
