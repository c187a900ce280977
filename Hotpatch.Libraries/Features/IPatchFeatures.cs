namespace Hotpatch;

/// <summary>
/// A provider of feature flags. Patches whose attribute sets <see cref="LibraryPatchAttribute.Feature"/> run for the calls for which it says that the flag
/// is on.
/// </summary>
/// <remarks>
/// Thread safety: all members are called from any thread, at once. The package Hotpatch.FeatureManagement has a provider over Microsoft.FeatureManagement.
/// </remarks>
/// <example>
/// <code>
/// sealed class Switches(IConfiguration configuration) : IPatchFeatures
/// {
///     public bool IsOn(string feature) => configuration.GetValue($"Switches:{feature}", defaultValue: false);
/// }
/// </code>
/// </example>
public interface IPatchFeatures
{
    /// <summary>Returns whether a flag is on for the call that asks.</summary>
    /// <param name="feature">The name of the flag: <see cref="LibraryPatchAttribute.Feature"/>.</param>
    /// <returns>Whether the patch runs for the call. If false, the call runs what it would run without the patch.</returns>
    /// <remarks>
    /// Called at each call of a method with such a patch, on the thread and in the execution context of the call, before it. The call waits for the answer: cache what is slow.
    /// An exception counts as false, and reaches <see cref="OnFailed"/>.
    /// </remarks>
    bool IsOn(string feature);

    /// <summary>Returns whether the provider has a flag of a name, for a warning when a patch that names it is applied.</summary>
    /// <param name="feature">The name of the flag.</param>
    /// <returns>False if there is none; true if there is one, or if the provider doesn't know. The default is true.</returns>
    bool Knows(string feature) => true;

    /// <summary>Learns that <see cref="IsOn"/> has thrown. Does nothing by default.</summary>
    /// <param name="feature">The name of the flag.</param>
    /// <param name="exception">The exception.</param>
    /// <remarks>Called on the thread of the call. What it throws is ignored.</remarks>
    void OnFailed(string feature, Exception exception)
    {
    }
}
