using Hotpatch.Handles;
using Hotpatch.Interception;

namespace Hotpatch;

/// <summary>Lays interceptors around patchable methods: one delegate that serves any signature.</summary>
/// <remarks>
/// <para>
/// An interceptor is a <see cref="PatchLayer"/>, beside those of <see cref="PatchHandle.Wrap(Func{Delegate, Delegate}, int)"/>. It runs instead of
/// what lies below it, and calls that with <see cref="PatchCall.Proceed"/>.
/// </para>
/// <para>
/// Methods with arguments or results that can't be objects are refused: a <c>ref struct</c> such as <c>Span&lt;int&gt;</c>, a pointer, a returned
/// reference. Use <c>Wrap</c> for them. Methods with <c>Func</c> and <c>Action</c> types allocate one object a call. All others, such as those with
/// <c>ref</c> parameters, box their arguments and run through reflection.
/// </para>
/// <para>
/// A lambda that never returns, since it always throws, is taken for an asynchronous interceptor. Cast it:
/// <c>(Action&lt;PatchCall&gt;)(call => throw …)</c>.
/// </para>
/// </remarks>
public static partial class InterceptionExtensions
{
#pragma warning disable RS0026 // The type of the interceptor selects the overload.
#pragma warning disable CA1068 // In all members that wait, the token follows the time-out.

    /// <summary>Lays an interceptor around a method.</summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="interceptor">Runs each call, on the caller's thread. Its exceptions reach the caller.</param>
    /// <param name="priority">Layers with a higher priority lie farther out. Among equal priorities, the newest lies farthest out.</param>
    /// <param name="timeout">The longest time to wait for running calls; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The layer. Keep it: disposing it is the only way to remove just this layer.</returns>
    /// <remarks>Thread safe.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> or <paramref name="interceptor"/> is null.</exception>
    /// <exception cref="PatchException">
    /// The method has no original, or has arguments or a result that can't be objects. Or the program was compiled ahead of time without the code
    /// that routes its calls. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    /// <example>
    /// <code>
    /// using PatchLayer retry = PriceService.Patches.Quote.Intercept(call =>
    /// {
    ///     try
    ///     {
    ///         call.Proceed();
    ///     }
    ///     catch (TimeoutException)
    ///     {
    ///         call.Proceed();
    ///     }
    /// });
    /// </code>
    /// </example>
    public static PatchLayer Intercept(
        this PatchHandle handle,
        Action<PatchCall> interceptor,
        int priority = 0,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        => Lay(Checked(handle), Checked(interceptor), runAsync: null, Options(priority, timeout, cancellationToken));

    /// <summary>Lays an asynchronous interceptor around a method that returns a task.</summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="interceptor">
    /// Runs each call. Its task becomes that of the caller, with <see cref="PatchCall.Result"/> as the value. Exceptions before its first
    /// <c>await</c> reach the caller as those of an <c>async</c> method do: in the task.
    /// </param>
    /// <param name="priority">As for <see cref="Intercept(PatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="timeout">The longest time to wait for running calls; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The layer. Keep it: disposing it is the only way to remove just this layer.</returns>
    /// <remarks>Thread safe.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> or <paramref name="interceptor"/> is null.</exception>
    /// <exception cref="PatchException">
    /// The method returns no <see cref="Task"/>, <see cref="Task{TResult}"/>, <c>ValueTask</c> or <c>ValueTask&lt;TResult&gt;</c>. Or as for
    /// <see cref="Intercept(PatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>. On .NET Framework, value tasks don't count.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public static PatchLayer Intercept(
        this PatchHandle handle,
        Func<PatchCall, Task> interceptor,
        int priority = 0,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        => Lay(Checked(handle), run: null, Checked(interceptor), Options(priority, timeout, cancellationToken));

    /// <summary>Lays an interceptor around all instantiations of a generic method: those in use now, and each later one.</summary>
    /// <param name="handle">The handle of the generic method.</param>
    /// <param name="interceptor">As for <see cref="Intercept(PatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="priority">As for <see cref="Intercept(PatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="timeout">The longest time to wait for running calls; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The scope; dispose it to remove the interceptor.</returns>
    /// <remarks>
    /// If a later instantiation can't be intercepted, it runs without the interceptor, and <see cref="GenericPatchHandle.FactoryFailed"/> tells of it.
    /// Thread safe.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> or <paramref name="interceptor"/> is null.</exception>
    /// <exception cref="PatchException">An instantiation in use can't be intercepted. Nothing has changed.</exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public static GenericPatchScope Intercept(
        this GenericPatchHandle handle,
        Action<PatchCall> interceptor,
        int priority = 0,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        => Intercept(handle, interceptor, Options(priority, timeout, cancellationToken));

    /// <summary>
    /// Lays an interceptor around many methods: <c>Patchable.In(assembly).Intercept(…)</c>, <c>Patchable.Where(…).Intercept(…)</c>. Of those two, the
    /// instantiations of generic methods that come into use later get it too.
    /// </summary>
    /// <param name="handles">The handles of the methods.</param>
    /// <param name="interceptor">As for <see cref="Intercept(PatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="priority">As for <see cref="Intercept(PatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="timeout">The longest time to wait for the running calls of one method; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// The layers as one object; dispose it to remove all. <see cref="InterceptionSet.Refused"/> has the methods that can't be intercepted.
    /// </returns>
    /// <remarks>
    /// The methods get the interceptor one after the other. If that fails for one, those before it lose it again. Thread safe.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handles"/> or <paramref name="interceptor"/> is null.</exception>
    /// <exception cref="PatchDeadlockException">
    /// One of the methods is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of one of the methods
    /// makes the change.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public static InterceptionSet Intercept(
        this IEnumerable<PatchHandle> handles,
        Action<PatchCall> interceptor,
        int priority = 0,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        => Intercept(handles, interceptor, Options(priority, timeout, cancellationToken));

    /// <summary>Lays an asynchronous interceptor around many methods. Those that return no task are refused.</summary>
    /// <param name="handles">The handles of the methods.</param>
    /// <param name="interceptor">As for <see cref="Intercept(PatchHandle, Func{PatchCall, Task}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="priority">As for <see cref="Intercept(PatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="timeout">The longest time to wait for the running calls of one method; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>As for <see cref="Intercept(IEnumerable{PatchHandle}, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</returns>
    /// <remarks>As for <see cref="Intercept(IEnumerable{PatchHandle}, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>. Thread safe.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handles"/> or <paramref name="interceptor"/> is null.</exception>
    /// <exception cref="PatchDeadlockException">
    /// One of the methods is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of one of the methods
    /// makes the change.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public static InterceptionSet Intercept(
        this IEnumerable<PatchHandle> handles,
        Func<PatchCall, Task> interceptor,
        int priority = 0,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        => Intercept(handles, interceptor, Options(priority, timeout, cancellationToken));

#pragma warning restore RS0026, CA1068

    private static PatchOptions Options(int priority, TimeSpan? timeout, CancellationToken cancellationToken)
        => new() { Priority = priority, WaitTime = timeout ?? Timeout.InfiniteTimeSpan, CancellationToken = cancellationToken };

    private static PatchLayer Lay(PatchHandle handle, Action<PatchCall>? run, Func<PatchCall, Task>? runAsync, PatchOptions options)
    {
        var layer = Interceptor.Create(handle, new object(), run, runAsync, Checked(options));
        handle.Begin(layer, options.WaitTime, options.CancellationToken);
        return layer.PublicOf(handle);
    }

    private static T Checked<T>(T? argument, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(argument))] string? name = null)
        where T : class
        => argument ?? throw new ArgumentNullException(name);
}
