using Hotpatch.Handles;
using Hotpatch.Interception;

namespace Hotpatch;

/// <content>Interceptors with an owner, and at a place among the layers of other owners.</content>
public static partial class InterceptionExtensions
{
#pragma warning disable RS0026 // The type of the interceptor selects the overload.

    /// <summary>Lays an interceptor around a method, with an owner, and at a place among the layers of other owners.</summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="interceptor">As for <see cref="Intercept(PatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <returns>As for <see cref="Intercept(PatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</returns>
    /// <remarks>Throws the exceptions of <see cref="Intercept(PatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>, and a <see cref="PatchException"/> if owners name each other in a cycle.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> has <see cref="PatchOptions.RollbackOnFault"/>.</exception>
    public static PatchLayer Intercept(this PatchHandle handle, Action<PatchCall> interceptor, PatchOptions options)
        => Lay(Checked(handle), Checked(interceptor), runAsync: null, options);

    /// <summary>Lays an asynchronous interceptor around a method that returns a task, with an owner, and at a place among the layers of other owners.</summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="interceptor">As for <see cref="Intercept(PatchHandle, Func{PatchCall, Task}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <returns>As for <see cref="Intercept(PatchHandle, Func{PatchCall, Task}, int, TimeSpan?, CancellationToken)"/>.</returns>
    /// <remarks>Throws the exceptions of <see cref="Intercept(PatchHandle, Func{PatchCall, Task}, int, TimeSpan?, CancellationToken)"/>, and a <see cref="PatchException"/> if owners name each other in a cycle.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> has <see cref="PatchOptions.RollbackOnFault"/>.</exception>
    public static PatchLayer Intercept(this PatchHandle handle, Func<PatchCall, Task> interceptor, PatchOptions options)
        => Lay(Checked(handle), run: null, Checked(interceptor), options);

    /// <summary>Lays an interceptor around all instantiations of a generic method, with an owner, and at a place among the layers of other owners.</summary>
    /// <param name="handle">The handle of the generic method.</param>
    /// <param name="interceptor">As for <see cref="Intercept(GenericPatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <returns>As for <see cref="Intercept(GenericPatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</returns>
    /// <remarks>Throws the exceptions of <see cref="Intercept(GenericPatchHandle, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>, and a <see cref="PatchException"/> if owners name each other in a cycle.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> has <see cref="PatchOptions.RollbackOnFault"/>.</exception>
    public static GenericPatchScope Intercept(this GenericPatchHandle handle, Action<PatchCall> interceptor, PatchOptions options)
    {
        Checked(interceptor);
        var key = new object();
        return Checked(handle).Begin(
            new FactoryEntry((instantiation, _) => Interceptor.Create(instantiation, key, interceptor, runAsync: null, options), Checked(options).Owner),
            options.WaitTime,
            options.CancellationToken);
    }

    /// <summary>Lays an interceptor around many methods, with an owner, and at a place among the layers of other owners.</summary>
    /// <param name="handles">The handles of the methods.</param>
    /// <param name="interceptor">As for <see cref="Intercept(IEnumerable{PatchHandle}, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <returns>As for <see cref="Intercept(IEnumerable{PatchHandle}, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>.</returns>
    /// <remarks>Throws the exceptions of <see cref="Intercept(IEnumerable{PatchHandle}, Action{PatchCall}, int, TimeSpan?, CancellationToken)"/>, and a <see cref="PatchException"/> if owners name each other in a cycle.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> has <see cref="PatchOptions.RollbackOnFault"/>.</exception>
    public static InterceptionSet Intercept(this IEnumerable<PatchHandle> handles, Action<PatchCall> interceptor, PatchOptions options)
    {
        Checked(interceptor);
        var key = new object();
        return InterceptionRun.Lay(Checked(handles), handle => Interceptor.Create(handle, key, interceptor, runAsync: null, options), Checked(options));
    }

    /// <summary>Lays an asynchronous interceptor around many methods, with an owner, and at a place among the layers of other owners.</summary>
    /// <param name="handles">The handles of the methods.</param>
    /// <param name="interceptor">As for <see cref="Intercept(IEnumerable{PatchHandle}, Func{PatchCall, Task}, int, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="options">The owner, the place, and how long to wait.</param>
    /// <returns>As for <see cref="Intercept(IEnumerable{PatchHandle}, Func{PatchCall, Task}, int, TimeSpan?, CancellationToken)"/>.</returns>
    /// <remarks>Throws the exceptions of <see cref="Intercept(IEnumerable{PatchHandle}, Func{PatchCall, Task}, int, TimeSpan?, CancellationToken)"/>, and a <see cref="PatchException"/> if owners name each other in a cycle.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> has <see cref="PatchOptions.RollbackOnFault"/>.</exception>
    public static InterceptionSet Intercept(this IEnumerable<PatchHandle> handles, Func<PatchCall, Task> interceptor, PatchOptions options)
    {
        Checked(interceptor);
        var key = new object();
        return InterceptionRun.Lay(Checked(handles), handle => Interceptor.Create(handle, key, run: null, interceptor, options), Checked(options));
    }
}
