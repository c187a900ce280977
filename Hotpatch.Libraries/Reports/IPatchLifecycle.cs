namespace Hotpatch;

/// <summary>
/// What a patch library wants to do when it is applied and taken back. A library has at most one class that implements it, public or not, with a
/// constructor without parameters; an instance is made when the library is loaded.
/// </summary>
/// <remarks>
/// <para>
/// Called under no lock, one after the other, and while no call waits: on the thread that loads or unloads, or, where that has a time-out or can be
/// cancelled, on a thread of its own. An exception rolls everything back: from <see cref="OnApplying"/> or <see cref="OnApplied"/>, the load; from
/// <see cref="OnRestoring"/>, the unloading.
/// </para>
/// <para>
/// So does a method that does not return within the time-out (<see cref="PatchLibraryOptions.Timeout"/>). No thread can be stopped: the method goes
/// on, holds the library in memory until it ends, and Hotpatch cannot undo what it does itself.
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
    /// <summary>All patches fit, and none is in effect yet. The library may refuse.</summary>
    /// <param name="application">What is about to be applied.</param>
    void OnApplying(PatchApplication application)
    {
    }

    /// <summary>All patches are in effect: after loading, and again where an unloading was begun and did not happen.</summary>
    /// <param name="application">What is applied.</param>
    void OnApplied(PatchApplication application)
    {
    }

    /// <summary>
    /// The patches are about to be taken back, all of them still being in effect: before unloading, and before a newer version takes their place. Here
    /// a library stops its timers and threads and leaves the events that it listens to, which would otherwise keep it in memory.
    /// </summary>
    /// <param name="application">What is about to be taken back.</param>
    void OnRestoring(PatchApplication application)
    {
    }
}
