using System.ComponentModel;

namespace Hotpatch.Infrastructure;

/// <summary>A feature flag that decides for each call whether a patch runs. Not for use by hand.</summary>
/// <param name="name">The name of the flag, for descriptions.</param>
/// <param name="isOn">Returns whether the flag is on for the call that asks. Called for each call, on its thread; must not throw.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchFeature(string name, Func<bool> isOn)
{
    internal string Name => name;

    internal Func<bool> IsOn => isOn;
}
