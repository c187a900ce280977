using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Reading;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Binding;

/// <summary>Whether one method of a library fits a target, and what comes on its handle then. Nothing of the library runs until that is bound.</summary>
/// <param name="usage">The method.</param>
/// <param name="scope">The one handle that is asked for, if any, and the place among equals.</param>
[RequiresDynamicCode(LibraryTexts.NeedsJit)]
[RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
internal sealed class PatchFit(PatchUsage usage, BindingScope scope)
{
    private readonly string _owner = usage.Owner ?? usage.Method.Module.Assembly.GetName().Name!;

    public Result Try(Target target)
    {
        if (target.Handle is { } handle)
        {
            return usage.TypeArguments is null
                ? OfHandle(target, handle, usage.Method, handle.Name)
                : Refused(target, $"{handle.Name} was found, which is not generic, where [Patch] has type arguments");
        }

        var generic = target.Generic!;
        if (Arguments(generic) is { } arguments)
            return OfInstantiation(target, generic, arguments);

        return ClosedType is { } closed
            ? Refused(target, $"type arguments of the method too were expected as TypeArguments, since {DelegateText.Describe(closed)} was found; the open type is for all instantiations")
            : OfAll(target, generic);
    }

    private Type? ClosedType => usage.Type is { IsGenericType: true, IsGenericTypeDefinition: false } closed ? closed : null;

    /// <summary>The arguments of the one instantiation that is meant; null for all, and where a closed type leaves those of the method out.</summary>
    private Type[]? Arguments(GenericPatchHandle generic)
    {
        if (scope.Only is { } only)
            return Target.ArgumentsOf(only, generic);

        if (ClosedType is not { } closed)
            return usage.TypeArguments;

        // The closed type has its own; those of the method are left to say.
        var ofType = closed.GetGenericArguments();
        return usage.TypeArguments is not { } given ? generic.Method.IsGenericMethodDefinition ? null : ofType
            : given.Length > ofType.Length && given.AsSpan(0, ofType.Length).SequenceEqual(ofType) ? given
            : [.. ofType, .. given];
    }

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
        if (MethodBinding.Fit(handle, method, out var problem) is not { } isLayer)
            return Refused(target, problem!);

        var patch = new FittingPatch(usage, handle, name, PatchUsage.NameOf(method), isLayer) { Handles = [handle], Bind = () => Bind(handle, method, name) };
        return new Result(target, patch, MethodBinding.IsExact(handle, method), Refusal: null);
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
        if (OwnInstantiation.Fit(closed, method) is not { } isLayer)
            return Refused(target, $"found, but its type is {SignatureText.OfOpen(closed)} where {SignatureText.Of(method, skip: 0, isFull: false)} was expected");

        if (isLayer && !generic.HasOriginal)
            return Refused(target, NoOriginal(generic));

        var patch = new FittingPatch(usage, closed, name, PatchUsage.NameOf(method), isLayer) { Bind = () => Bind(generic.For(arguments), method, name) };
        return new Result(target, patch, IsExact: true, Refusal: null);
    }

    private BoundPatch Bind(PatchHandle handle, MethodInfo method, string name)
    {
        var entry = MethodBinding.TryBind(handle, method, Rank, out var problem) ?? throw Unbound(problem);
        var applied = new AppliedPatch(name, PatchUsage.NameOf(method), _owner, usage.Priority, entry.IsLayer) { Handle = handle };
        return new BoundPatch(usage, applied) { Handle = handle, Entry = entry };
    }

    private MethodInfo MethodFor(Type[] arguments)
        => usage.Method.IsGenericMethodDefinition && usage.Method.GetGenericArguments().Length == arguments.Length
            ? usage.Method.MakeGenericMethod(arguments)
            : usage.Method;

    private static string NoOriginal(GenericPatchHandle generic)
        => $"{generic.Name} was found, which has no original for a layer to lie over: {PatchableType.WhyWithoutOriginal(generic.Method)}";

    private static string NoInstantiation(GenericPatchHandle generic, Type[] arguments)
        => $"type arguments that make an instantiation of {generic.Name} were expected, but <{string.Join(", ", arguments.Select(DelegateText.Describe))}> was found";

    private Result OfAll(Target target, GenericPatchHandle generic)
    {
        var method = usage.Method;
        var count = Target.ParametersOf(generic).Length;
        if (!method.IsGenericMethodDefinition || method.GetGenericArguments().Length != count)
        {
            return Refused(
                target,
                $"found, but it has {count} type parameter{(count == 1 ? "" : "s")}, where {(method.IsGenericMethodDefinition ? $"{method.GetGenericArguments().Length} were" : "none was")} "
                + "expected; a generic method with as many patches all instantiations, TypeArguments name one");
        }

        if (OpenSignature.Fit(generic.Method, method) is not { } isLayer)
            return Refused(target, OpenMismatch(generic, method));

        if (isLayer && !generic.HasOriginal)
            return Refused(target, NoOriginal(generic));

        var inUse = generic.Instantiations;
        foreach (var handle in inUse)
        {
            var arguments = Target.ArgumentsOf(handle, generic) ?? [];
            if (TryClose(method, arguments) is not { } closed)
                return Refused(target, $"{handle.Name} is in use, but the type parameters of the patch do not allow <{string.Join(", ", arguments.Select(DelegateText.Describe))}>");

            if (MethodBinding.Fit(handle, closed, out var problem) is null)
                return Refused(target, problem!);
        }

        var patch = new FittingPatch(usage, generic, generic.Name, PatchUsage.NameOf(method), isLayer) { Handles = inUse, Bind = () => BindAll(generic, method, isLayer) };
        return new Result(target, patch, IsExact: true, Refusal: null);
    }

    private BoundPatch BindAll(GenericPatchHandle generic, MethodInfo method, bool isLayer)
    {
        // Made for each instantiation when that comes into use. One that the method's constraints leave out runs what lies below.
        var rank = Rank;
        PatchEntry? Make(PatchHandle handle, IReadOnlyList<Type> arguments)
            => TryClose(method, arguments) is { } closed ? MethodBinding.TryBind(handle, closed, rank, out _) : null;

        foreach (var handle in generic.Instantiations)
        {
            if (TryClose(method, Target.ArgumentsOf(handle, generic) ?? []) is { } closed && MethodBinding.TryBind(handle, closed, rank, out var problem) is null)
                throw Unbound(problem);
        }

        var applied = new AppliedPatch(generic.Name, PatchUsage.NameOf(method), _owner, usage.Priority, isLayer) { GenericHandle = generic };
        return new BoundPatch(usage, applied) { Generic = generic, Factory = new GenericPatchEntry(Make) };
    }

    private PatchRank Rank => new(usage.Priority, scope.Order, _owner);

    private PatchLibraryException Unbound(string? problem) => new($"{usage.Text}: {problem}");

    private static string OpenMismatch(GenericPatchHandle generic, MethodInfo method)
    {
        var (found, expected) = (SignatureText.OfOpen(generic.Method), SignatureText.Of(method, skip: 0, isFull: false));
        return found != expected
            ? $"found, but its type is {found} where {expected} was expected"
            : $"found, but its type parameters are <{Names(Target.ParametersOf(generic))}>, in this order, where <{Names(method.GetGenericArguments())}> was expected";

        static string Names(IEnumerable<Type> parameters) => string.Join(", ", parameters.Select(parameter => parameter.Name));
    }

    private static MethodInfo? TryClose(MethodInfo method, IReadOnlyList<Type> arguments)
    {
        try
        {
            return method.MakeGenericMethod([.. arguments]);
        }
        catch (ArgumentException)
        {
            // Against the constraints.
            return null;
        }
    }

    private Result Refused(Target target, string problem) => new(target, Patch: null, IsExact: false, $"{usage.Text}: {problem}");

    /// <param name="Target">What was tried.</param>
    /// <param name="Patch">What came of it; null where it does not fit.</param>
    /// <param name="IsExact">Whether the types are the same, rather than such that the target's can stand for them.</param>
    /// <param name="Refusal">Why it does not fit.</param>
    internal sealed record Result(Target Target, FittingPatch? Patch, bool IsExact, string? Refusal);
}
