using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Libraries.Binding;
using Hotpatch.Libraries.Reports;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Loading;

/// <summary>
/// Calls the library's <see cref="IPatchLifecycle"/>. Turns its exceptions and refusals into exceptions that name the library and the method.
/// </summary>
/// <param name="library">The library's name.</param>
/// <param name="code">Runs the library's code.</param>
/// <param name="lifecycle">The library's object.</param>
internal sealed class LibraryLifecycle(string library, LibraryCode code, IPatchLifecycle lifecycle)
{
    // 1 after OnRestoring was called: if the library stays applied after all, OnApplied must be called again, once.
    private int _isOwed;

    /// <summary>Finds the constructor of the library's lifecycle class; null if the library has no such class, or if a problem was added.</summary>
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
            problems.Add($"{MethodName.Of(found[0])}: an {nameof(IPatchLifecycle)} was expected to be a class that is not generic, with a constructor without parameters, but this one is not");

        return constructor;
    }

    /// <summary>Creates the library's object. Call this on the thread where the library's code runs.</summary>
    public static LibraryLifecycle? Create(string library, LibraryCode code, ConstructorInfo? constructor)
    {
        if (constructor is null)
            return null;

        try
        {
            return new LibraryLifecycle(
                library, code, (IPatchLifecycle)constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null));
        }
#pragma warning disable CA1031 // The library's exception is passed on as the inner exception.
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

    /// <summary>
    /// Calls <see cref="IPatchLifecycle.OnRestoring"/>. If the library then stays applied, <see cref="AppliedAgainAsync"/> calls OnApplied again. If
    /// OnRestoring ends only after the caller has given up, this method makes that call.
    /// </summary>
    public ValueTask RestoringAsync(PatchApplication application, LibraryWait wait)
    {
        _isOwed = 1;
        return CallAsync(lifecycle.OnRestoring, application, nameof(IPatchLifecycle.OnRestoring), wait, () => PayBack(application));
    }

    /// <summary>
    /// Calls <see cref="IPatchLifecycle.OnApplied"/> again after an unload that failed. Ignores exceptions: the failure is already reported.
    /// </summary>
    public async ValueTask AppliedAgainAsync(PatchApplication application, LibraryWait wait)
    {
        // OnRestoring is still running: PayBack runs when it ends.
        if (code.IsBusy)
            return;

        try
        {
            await code.RunAsync(nameof(IPatchLifecycle.OnApplied), () => PayBack(application), wait.ToPutBack()).ConfigureAwait(false);
        }
        catch (PatchTimeoutException)
        {
            // The code continues, and PayBack has been started: there is nothing else to undo.
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
#pragma warning disable CA1031 // The caller already gets the exception that led here.
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
#pragma warning disable CA1031 // The library's exception is passed on as the inner exception.
        catch (Exception exception) when (!IsOfWaiting(exception, wait))
#pragma warning restore CA1031
        {
            throw Thrown(library, name, exception);
        }

        if (application.Refusal is { } reason)
            throw new PatchLibraryException($"{library}: the library refused in {name}: {reason.TrimEnd('.')}. Nothing has changed.", [reason]);
    }

    private static bool IsOfWaiting(Exception exception, LibraryWait wait)
        => exception is LibraryTimeoutException
            || (exception is OperationCanceledException cancelled && wait.Cancellation.CanBeCanceled && cancelled.CancellationToken == wait.Cancellation);

    private static PatchLibraryException Thrown(string library, string where, Exception exception)
    {
        var problem = $"{where} threw {exception.GetType().Name}: {exception.Message}";
        return new PatchLibraryException($"{library}: {problem.TrimEnd('.')}. Nothing has changed.", [problem], exception);
    }
}
