namespace Hotpatch;

/// <summary>
/// Implemented by a class of a patch library to run code when the library is applied and unloaded. A library has at most one such class. The class can
/// be internal, is not generic, and has a constructor without parameters. Loading the library creates one instance.
/// </summary>
/// <remarks>
/// <para>
/// An exception rolls the operation back: in <see cref="OnApplying"/> and <see cref="OnApplied"/> the load, in <see cref="OnRestoring"/> the unloading.
/// The same happens if a method does not return within the time-out (<see cref="PatchLibraryOptions.Timeout"/>). No thread can be stopped: then the
/// method continues and keeps the library in memory until it ends, and Hotpatch cannot undo the method's own effects.
/// </para>
/// <para>
/// Threads: the methods run one at a time, under no lock, and while no call of a patched method is held up. They run on the thread that loads or unloads
/// the library. If that operation has a time-out or can be cancelled, they run on another thread.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// internal sealed class Lifecycle : IPatchLifecycle
/// {
///     public void OnApplying(PatchApplication application)
///     {
///         if (DateTime.UtcNow.Hour is >= 8 and &lt; 18)
///             application.Refuse("not in business hours");
///     }
/// }
/// </code>
/// </example>
public interface IPatchLifecycle
{
    /// <summary>
    /// Runs before the patches take effect. All of them fit. The library can refuse the load (<see cref="PatchApplication.Refuse"/>).
    /// </summary>
    /// <param name="application">The patches that are about to be applied.</param>
    void OnApplying(PatchApplication application)
    {
    }

    /// <summary>Runs after all patches have taken effect, and again if an unloading fails after <see cref="OnRestoring"/> was called.</summary>
    /// <param name="application">The applied patches.</param>
    void OnApplied(PatchApplication application)
    {
    }

    /// <summary>
    /// Runs before the patches are removed, for an unloading or for a newer version of the library. All patches are still in effect. Stop timers and
    /// threads here, and unsubscribe from events: they would keep the library in memory. The library can refuse the unloading.
    /// </summary>
    /// <param name="application">The patches that are about to be removed.</param>
    void OnRestoring(PatchApplication application)
    {
    }
}
