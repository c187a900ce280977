namespace Hotpatch;

/// <summary>
/// What a patch library wants to do when it is applied and taken back. A library has at most one class that implements it, public or not, with a
/// constructor without parameters; an instance is made when the library is loaded.
/// </summary>
/// <remarks>
/// Called on the thread that loads or unloads, under no lock, and while no call waits. Whatever one of them throws rolls everything back: what
/// <see cref="OnApplying"/> or <see cref="OnApplied"/> throws, the load; what <see cref="OnRestoring"/> throws, the unloading.
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
