using System.ComponentModel;

namespace Hotpatch;

/// <content>Patches of single instances.</content>
public sealed partial class PatchHandle<TDelegate>
{
    /// <summary>Replaces the method's behaviour for one instance. Other instances run what they ran.</summary>
    /// <param name="instance">The instance, which the patch doesn't keep in memory. Instances are told apart by reference.</param>
    /// <param name="replacement">The delegate to run instead of the method. Its first parameter is the instance.</param>
    /// <param name="options">The owner, a guard, and how long to wait; null for none of it.</param>
    /// <returns>The patch; dispose it to end it.</returns>
    /// <remarks>
    /// <para>
    /// The patch lies below flow patches and above all that holds for every instance. Of several patches of one instance, the latest wins. If the
    /// instance is collected, its patches end. <see cref="PatchHandle.Restore()"/> ends them too.
    /// </para>
    /// <para>
    /// Waits for running calls as <see cref="Patch(TDelegate)"/> does, whatever their instance. Raises no <see cref="PatchHandle.Changed"/>, except for
    /// the first and the last instance. Thread safe.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="options"/> have a priority, or owners to come before or after.</exception>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="replacement"/> is null, or is the patchable method itself. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchTargetException">
    /// <paramref name="instance"/> is null or not an instance of the method's type, or the method is static or a value type's.
    /// </exception>
    /// <exception cref="PatchException">As for <see cref="PatchFlow(TDelegate, string?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="Patch(TDelegate)"/>.</exception>
    /// <example>
    /// <code>
    /// using (PriceService.Patches.Quote.PatchInstance(service, (self, quantity) => 1m))
    /// {
    ///     // only this service quotes 1
    /// }
    /// </code>
    /// </example>
    public InstancePatch PatchInstance(object instance, TDelegate replacement, PatchOptions? options = null)
        => BeginInstance(instance, Conform(replacement), options);

    /// <summary>
    /// Makes a replacement that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use <see cref="PatchHandle"/>.
    /// </summary>
    /// <param name="instance">As for <see cref="PatchHandle.PatchInstance(object, Delegate, PatchOptions?)"/>.</param>
    /// <param name="replacement">As for <see cref="PatchHandle.PatchInstance(object, Delegate, PatchOptions?)"/>.</param>
    /// <param name="options">As for <see cref="PatchHandle.PatchInstance(object, Delegate, PatchOptions?)"/>.</param>
    /// <returns>As for <see cref="PatchHandle.PatchInstance(object, Delegate, PatchOptions?)"/>.</returns>
    [Obsolete(DoesNotFit, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable RS0026 // With the same optional parameters, so that it is found whenever the other one does not fit.
    public new InstancePatch PatchInstance(object instance, Delegate replacement, PatchOptions? options = null) => base.PatchInstance(instance, replacement, options);
#pragma warning restore RS0026
}
