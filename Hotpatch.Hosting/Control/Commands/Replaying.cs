using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Control.Values;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Runs a recorded call again, and compares.</summary>
internal static class Replaying
{
    // As deep as results are compared as text.
    private const int Depth = 5;

    [RequiresUnreferencedCode(Applying.Reflects)]
    [RequiresDynamicCode(Applying.Reflects)]
    public static async Task<ReplayReport> RunAsync(ReplayRequest request, RecordedCall call, PatchTrust? trust, Secrets secrets, CancellationToken cancellationToken)
    {
        var recorded = call.Call;
        var result = request.Against switch
        {
            "original" => await RunAsync(request, call.RunOriginal, cancellationToken).ConfigureAwait(false),
            "current" => await RunAsync(request, call.RunCurrent, cancellationToken).ConfigureAwait(false),
            _ => await RunLibraryAsync(request, call, trust, cancellationToken).ConfigureAwait(false),
        };
        var (isSame, isCut) = Compare();
        return new(
            Recording.Describe(request.Number, call, request.Depth, secrets),
            Describe("recorded", recorded.IsFaulted ? null : recorded.Result, recorded.Exception, recorded.Duration),
            Describe(result.Code, result.Result, result.Exception, result.Duration),
            isSame,
            isCut);

        // Objects without an equality of their own are compared as text, which is cut.
        (bool IsSame, bool IsCut) Compare()
        {
            if (recorded.Exception is { } exception)
                return (exception.GetType() == result.Exception?.GetType(), false);

            if (result.Exception is not null)
                return (false, false);

            if (Equals(recorded.Result, result.Result))
                return (true, false);

            var text = Text(recorded.Result);
            return recorded.Result is string || text != Text(result.Result) ? (false, false) : (true, text.Contains('…', StringComparison.Ordinal));
        }

        string Text(object? value) => ValueText.Of(value, Math.Max(Depth, request.Depth), static _ => false);

        RunDescription Describe(string code, object? value, Exception? failure, TimeSpan duration)
            => new(
                code,
                failure is null ? CallText.ResultOf(recorded.Method, value, request.Depth, secrets) : null,
                failure is null ? null : ValueText.Of(failure, request.Depth, secrets.Contains),
                duration.TotalMilliseconds);
    }

    // Without a share of the calls of others, so that only this call runs the replacement.
    [RequiresUnreferencedCode(Applying.Reflects)]
    [RequiresDynamicCode(Applying.Reflects)]
    private static async Task<(string Code, object? Result, Exception? Exception, TimeSpan Duration)> RunLibraryAsync(
        ReplayRequest request, RecordedCall call, PatchTrust? trust, CancellationToken cancellationToken)
    {
        var options = new PatchLibraryOptions
        {
            Trust = Applying.TrustFor(request.Against, trust), Share = 0, Timeout = Applying.Wait(request.TimeoutMilliseconds), UnloadWait = TimeSpan.Zero,
        };
        using var trial = Trial.Of(await PatchLibrary.LoadAsync(request.Against, options, cancellationToken).ConfigureAwait(false));
        return await RunAsync(request, () => trial.Library.Run(call), cancellationToken).ConfigureAwait(false) with { Code = trial.Library.Name };
    }

    private static async Task<(string Code, object? Result, Exception? Exception, TimeSpan Duration)> RunAsync(
        ReplayRequest request, Func<object?> run, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var running = Task.Run(async () => await ValueOfAsync(run()).ConfigureAwait(false), cancellationToken);
            if (await Task.WhenAny(running, Task.Delay(Applying.Wait(request.TimeoutMilliseconds), cancellationToken)).ConfigureAwait(false) != running)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new ControlException(
                    ControlError.Timeout, $"The call was expected to end in {request.TimeoutMilliseconds / 1000.0} seconds, but is still running. It goes on, and its result is ignored.");
            }

            return (request.Against, await running.ConfigureAwait(false), null, Stopwatch.GetElapsedTime(started));
        }
        catch (ControlException)
        {
            throw;
        }
        catch (PatchException exception)
        {
            // Of the runtime, not of the method: the call can't be run.
            throw new ControlException(ControlError.Refused, exception.Message);
        }
#pragma warning disable CA1031 // What the method throws is the outcome of the run.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return (request.Against, null, exception, Stopwatch.GetElapsedTime(started));
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Without its members, the task itself is the result.")]
    private static async Task<object?> ValueOfAsync(object? result)
    {
        if (result?.GetType() is { IsValueType: true } type && type.FullName?.StartsWith("System.Threading.Tasks.ValueTask", StringComparison.Ordinal) == true)
            result = type.GetMethod(nameof(ValueTask.AsTask))?.Invoke(result, null) ?? result;

        if (result is not Task task)
            return result;

        await task.ConfigureAwait(false);
        var value = task.GetType().GetProperty("Result", BindingFlags.Instance | BindingFlags.Public)?.GetValue(task);
        return value?.GetType().FullName == "System.Threading.Tasks.VoidTaskResult" ? null : value;
    }
}
