using Hotpatch.Shadows;

namespace Hotpatch;

/// <summary>One call of a method beside which a candidate has run.</summary>
/// <remarks>Immutable, apart from the objects that it refers to.</remarks>
public sealed class ShadowReport
{
    internal ShadowReport(PatchHandle handle, PatchArguments arguments, ShadowRun actual, ShadowRun candidate, Func<object?, object?, bool> compare)
    {
        (Handle, Arguments) = (handle, arguments);
        (Result, Exception, Duration) = (actual.Result, actual.Exception, actual.Duration);
        (CandidateResult, CandidateException, CandidateDuration) = (candidate.Result, candidate.Exception, candidate.Duration);
        IsMatch = Exception?.GetType() == CandidateException?.GetType() && (Exception is not null || Compare(compare));
    }

    /// <summary>Gets the handle of the method.</summary>
    public PatchHandle Handle { get; }

    /// <summary>
    /// Gets the arguments, as the candidate has left them. An object that both have, such as a list, is one object: what one changes, the other sees.
    /// </summary>
    public PatchArguments Arguments { get; }

    /// <summary>Gets the result that the caller got, or the value of the task that it got; null if there was none.</summary>
    public object? Result { get; }

    /// <summary>Gets the exception that the caller got; null if there was none.</summary>
    public Exception? Exception { get; }

    /// <summary>Gets how long the method took, until the end of its task.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Gets the result of the candidate, or the value of its task; null if there was none.</summary>
    public object? CandidateResult { get; }

    /// <summary>Gets the exception of the candidate; null if there was none.</summary>
    public Exception? CandidateException { get; }

    /// <summary>Gets how long the candidate took, until the end of its task.</summary>
    public TimeSpan CandidateDuration { get; }

    /// <summary>Gets whether both results are the same, or both have thrown exceptions of one type.</summary>
    public bool IsMatch { get; }

    /// <summary>Gets the exception of <see cref="ShadowOptions.Compare"/>; null if it threw none. If it threw one, the results don't match.</summary>
    public Exception? CompareException { get; private set; }

    /// <summary>Returns the method's name and both results.</summary>
    /// <returns>The text: <c>Shop.PriceService.Quote(System.Int32): 30, candidate 29 (differs)</c>.</returns>
    public override string ToString()
        => FormattableString.Invariant($"{Handle.Name}: {Exception?.GetType().Name ?? Result}, candidate {CandidateException?.GetType().Name ?? CandidateResult} ")
            + (IsMatch ? "(same)" : "(differs)");

    private bool Compare(Func<object?, object?, bool> compare)
    {
        try
        {
            return compare(Result, CandidateResult);
        }
#pragma warning disable CA1031 // It must not reach the caller of the method.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            CompareException = exception;
            return false;
        }
    }
}
