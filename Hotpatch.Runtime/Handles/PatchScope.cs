using Hotpatch.Handles;

namespace Hotpatch;

/// <summary>A replacement that holds until the scope is disposed.</summary>
/// <remarks>
/// <para>
/// <see cref="PatchHandle.PatchScoped(Delegate)"/> and <see cref="ConditionalPatches"/> create scopes. Scopes can end in any order. After one ends,
/// calls run the topmost replacement that is left, or the original, with the layers around it.
/// </para>
/// <para>Thread safe.</para>
/// </remarks>
public sealed class PatchScope : IDisposable
{
    private readonly GuardedEntry _entry;

    internal PatchScope(PatchHandle handle, string? owner, GuardedEntry entry)
    {
        Handle = handle;
        Owner = owner;
        _entry = entry;
    }

    /// <summary>Gets the handle that the scope patches.</summary>
    public PatchHandle Handle { get; }

    /// <summary>Gets the owner: the name of who is responsible for the patch. Null if none was given.</summary>
    public string? Owner { get; }

    /// <summary>Returns the method's full name and the owner.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => StackEntry.TextOf("replacement", Handle, Owner);

    /// <summary>Gets the guard that <see cref="RollbackOnFault"/> has set; null if there is none.</summary>
    public FaultGuard? Guard => _entry.Guard;

    /// <summary>
    /// Removes the replacement by itself as soon as it has thrown a number of exceptions within a time.
    /// </summary>
    /// <param name="count">The number of exceptions at which the replacement is removed; at least 1.</param>
    /// <param name="window">The time within which they must occur, or <see cref="Timeout.InfiniteTimeSpan"/> for any time.</param>
    /// <param name="filter">
    /// Returns whether an exception counts; null to count all. Runs inside an exception filter. If it throws, the exception counts.
    /// </param>
    /// <param name="answerWithOriginal">
    /// Whether the original answers a call whose replacement has thrown, with the arguments as the replacement has left them. Otherwise, the exception
    /// reaches the caller. Exceptions that don't count always reach the caller.
    /// </param>
    /// <returns>This scope.</returns>
    /// <remarks>
    /// <para>
    /// The replacement is removed once, by the call that throws, before its exception reaches the caller. The removal doesn't wait for running calls.
    /// Calls that begin between <c>PatchScoped</c> and this call are not guarded; for a guard from the first call on, set
    /// <see cref="PatchOptions.RollbackOnFault"/>. The exception is seen by an exception filter, so that a debugger or a dump shows the stack at the throw.
    /// </para>
    /// <para>
    /// If the method returns a task, the fault is that of the task, and counts when the task ends. A cancelled task is no fault.
    /// </para>
    /// <para>Thread safe.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1, or the window is not positive.</exception>
    /// <exception cref="PatchException">
    /// A guard was set before, the scope was disposed, or the program was compiled ahead of time without the code that sees exceptions.
    /// </exception>
    /// <example>
    /// <code>
    /// using PatchScope fix = PriceService.Patches.Quote
    ///     .PatchScoped((self, quantity) => NewQuote(self, quantity))
    ///     .RollbackOnFault(3, TimeSpan.FromMinutes(1));
    /// </code>
    /// </example>
    public PatchScope RollbackOnFault(int count, TimeSpan window, Func<Exception, bool>? filter = null, bool answerWithOriginal = false)
    {
        _entry.Protect(new FaultGuard(Handle.Name, new FaultLimit(count, window) { Filter = filter, AnswerWithOriginal = answerWithOriginal }));
        return this;
    }

    /// <summary>
    /// Removes this scope's replacement and no other. Does nothing if it was removed before, for example by <see cref="PatchHandle.Restore()"/>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// If the method is not <see cref="Consistency.Immediate"/>, this waits for running calls, without a time limit. Inside the method itself, where
    /// the wait would be a deadlock, the replacement is removed without waiting, as by <see cref="PatchHandle.ForceRestore"/>.
    /// </para>
    /// <para>If a subscriber of <see cref="PatchHandle.Changed"/> throws, the exception reaches the caller after the replacement was removed.</para>
    /// </remarks>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method disposes the scope. Dispose it again later.</exception>
    public void Dispose() => _entry.End();
}
