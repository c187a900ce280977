using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Libraries.Binding;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Loading;

/// <summary>Calls the class by which a library takes part; an exception of it, or a refusal, becomes one that says where.</summary>
/// <param name="library">The library's name.</param>
/// <param name="code">Runs it.</param>
/// <param name="lifecycle">The library's.</param>
internal sealed class LibraryLifecycle(string library, LibraryCode code, IPatchLifecycle lifecycle)
{
    // One who was told that it goes is owed the word that it stays, once.
    private int _isOwed;

    /// <summary>Finds the class; null where there is none.</summary>
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static ConstructorInfo? Find(IReadOnlyList<Type> types, LibraryProblems problems)
    {
        var found = types.Where(type => !type.IsAbstract && typeof(IPatchLifecycle).IsAssignableFrom(type)).ToArray();
        if (found.Length == 0)
            return null;

        if (found.Length > 1)
        {
            problems.Add($"{problems.Library}: one class that implements {nameof(IPatchLifecycle)} was expected, but these were found: "
                + string.Join(" and ", found.Select(MethodName.Of)));
            return null;
        }

        var constructor = found[0].IsGenericType
            ? null
            : found[0].GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes);
        if (constructor is null)
            problems.Add($"{MethodName.Of(found[0])}: a class that is not generic, with a constructor without parameters, was expected of an {nameof(IPatchLifecycle)}");

        return constructor;
    }

    /// <summary>Makes the library's object; on the thread where its code runs.</summary>
    public static LibraryLifecycle? Create(string library, LibraryCode code, ConstructorInfo? constructor)
    {
        if (constructor is null)
            return null;

        try
        {
            return new LibraryLifecycle(
                library, code, (IPatchLifecycle)constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null));
        }
#pragma warning disable CA1031 // It is the library's; all is passed on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw Thrown(library, "The constructor of its lifecycle", exception);
        }
    }

    public ValueTask ApplyingAsync(PatchApplication application, LibraryWait wait)
        => CallAsync(lifecycle.OnApplying, application, nameof(IPatchLifecycle.OnApplying), wait);

    public ValueTask AppliedAsync(PatchApplication application, LibraryWait wait)
        => CallAsync(lifecycle.OnApplied, application, nameof(IPatchLifecycle.OnApplied), wait);

    /// <summary>Tells it that it goes. Where it does not go after all, <see cref="AppliedAgainAsync"/> says so; or this, where that comes too late.</summary>
    public ValueTask RestoringAsync(PatchApplication application, LibraryWait wait)
    {
        _isOwed = 1;
        return CallAsync(lifecycle.OnRestoring, application, nameof(IPatchLifecycle.OnRestoring), wait, () => PayBack(application));
    }

    /// <summary>Tells it that all is as it was after all. Whatever it throws, there is no further way back.</summary>
    public async ValueTask AppliedAgainAsync(PatchApplication application, LibraryWait wait)
    {
        // Still being told that it goes: it hears of it when that ends.
        if (code.IsBusy)
            return;

        try
        {
            await code.RunAsync(nameof(IPatchLifecycle.OnApplied), () => PayBack(application), wait.ToPutBack()).ConfigureAwait(false);
        }
        catch (PatchTimeoutException)
        {
            // As said.
        }
    }

    private void PayBack(PatchApplication application)
    {
        if (Interlocked.Exchange(ref _isOwed, 0) == 0)
            return;

        try
        {
            lifecycle.OnApplied(application);
        }
#pragma warning disable CA1031 // There is no further way back.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private async ValueTask CallAsync(
        Action<PatchApplication> callback, PatchApplication application, string name, LibraryWait wait, Action? afterwards = null)
    {
        try
        {
            await code.RunAsync(name, () => callback(application), wait, afterwards).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // It is the library's; all is passed on.
        catch (Exception exception) when (!IsOfWaiting(exception, wait))
#pragma warning restore CA1031
        {
            throw Thrown(library, name, exception);
        }

        if (application.Refusal is { } reason)
            throw new PatchLibraryException($"{library}: {name} refused: {reason.TrimEnd('.')}. Nothing has changed.", [reason]);
    }

    private static bool IsOfWaiting(Exception exception, LibraryWait wait)
        => exception is LibraryTimeoutException
            || (exception is OperationCanceledException cancelled && wait.Cancellation.CanBeCanceled && cancelled.CancellationToken == wait.Cancellation);

    private static PatchLibraryException Thrown(string library, string where, Exception exception)
    {
        var problem = $"{where} has thrown {exception.GetType().Name}: {exception.Message}";
        return new PatchLibraryException($"{library}: {problem.TrimEnd('.')}. Nothing has changed.", [problem], exception);
    }
}
