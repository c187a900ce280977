using Hotpatch.Infrastructure;

namespace Hotpatch.Libraries.Features;

/// <summary>Asks a provider of feature flags for each call. If it fails, the call runs what it ran without the patch.</summary>
internal static class FeatureSwitch
{
    public static PatchFeature Of(string name, IPatchFeatures features)
        => new(
            name,
            () =>
            {
                try
                {
                    return features.IsOn(name);
                }
#pragma warning disable CA1031 // The caller of a patched method can do nothing about a provider that fails.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    Tell(name, features, exception);
                    return false;
                }
            });

    private static void Tell(string name, IPatchFeatures features, Exception exception)
    {
        try
        {
            features.OnFailed(name, exception);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The provider's own report has failed too.
        }
    }
}
