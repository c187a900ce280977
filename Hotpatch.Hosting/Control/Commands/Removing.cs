using Hotpatch.Hosting.Control.Protocol;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Removes patches, and decides about those that hold for a share of the calls.</summary>
internal static class Removing
{
    public static async Task<ChangeReport> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        var wait = Applying.Wait(request.TimeoutMilliseconds);
        if (request.Library is { } name)
            return await UnloadAsync(LibraryOf(name), wait, cancellationToken).ConfigureAwait(false);

        if (request.Owner is { } owner)
        {
            var removed = await Task.Run(() => Patchable.RemoveOwner(owner, wait, cancellationToken), cancellationToken).ConfigureAwait(false);
            return removed > 0
                ? new([], [$"{removed} {(removed == 1 ? "patch" : "patches")} of {owner} removed"])
                : throw new ControlException(ControlError.NotFound, $"Patches of the owner '{owner}' were expected, but there are none.");
        }

        var handle = MethodSearch.One(request.Method ?? string.Empty);
        await handle.RestoreAsync(wait, cancellationToken).ConfigureAwait(false);
        return new([Describing.Of(handle)], []);
    }

    public static async Task<ChangeReport> DecideAsync(CanaryRequest request, CancellationToken cancellationToken)
    {
        var library = Applying.Applied(request.Name) ?? LibraryOn(MethodFor(request.Name));
        switch (request.Decision)
        {
            case CanaryDecision.Withdraw:
                return await UnloadAsync(library, Applying.Wait(request.TimeoutMilliseconds), cancellationToken).ConfigureAwait(false);
            case CanaryDecision.Promote:
                await library.PromoteAsync(Applying.Wait(request.TimeoutMilliseconds), cancellationToken).ConfigureAwait(false);
                break;
            default:
                library.Share = request.Share is >= 0 and <= 1
                    ? request.Share.Value
                    : throw new ControlException(ControlError.Argument, "A share from 0 to 100 % was expected.");
                break;
        }

        return new([.. HandlesOf(library).Select(Describing.Of)], []);
    }

    private static PatchLibrary LibraryOf(string name)
        => Applying.Applied(name) ?? throw new ControlException(
            ControlError.NotFound,
            $"A patch library '{name}' was expected, but there is none of that name. {Known()}");

    private static PatchHandle MethodFor(string name)
    {
        try
        {
            return MethodSearch.One(name);
        }
        catch (ControlException exception) when (exception.ErrorCode == ControlError.NotFound)
        {
            throw new ControlException(ControlError.NotFound, $"A patch library or a method was expected, but '{name}' is none. {Known()}");
        }
    }

    private static string Known()
        => PatchLibrary.All.Where(library => !Trial.Has(library)).Select(library => library.Name).ToArray() is { Length: > 0 } names ? $"Applied are {string.Join(", ", names)}." : "No patch library is applied.";

    private static PatchLibrary LibraryOn(PatchHandle handle)
        => PatchLibrary.All.Where(library => !Trial.Has(library) && library.Applied.Any(patch => patch.Handle == handle)).ToArray() switch
        {
            [var only] => only,
            [] => throw new ControlException(
                ControlError.NotFound, $"A patch library that patches {handle.Name} was expected, but none does. Patches that the program itself made are decided by its code; restore removes them."),
            var several => throw new ControlException(
                ControlError.Ambiguous,
                $"One patch library was expected, but {several.Length} patch {handle.Name}. Name one of them: {string.Join(", ", several.Select(library => library.Name))}.",
                [.. several.Select(library => library.Name)]),
        };

    private static async Task<ChangeReport> UnloadAsync(PatchLibrary library, TimeSpan wait, CancellationToken cancellationToken)
    {
        var handles = HandlesOf(library);
        await library.UnloadAsync(wait, cancellationToken).ConfigureAwait(false);
        return new([.. handles.Select(Describing.Of)], []);
    }

    private static PatchHandle[] HandlesOf(PatchLibrary library) => [.. library.Applied.Select(patch => patch.Handle).OfType<PatchHandle>().Distinct()];
}
