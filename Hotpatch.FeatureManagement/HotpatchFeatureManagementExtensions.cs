using Hotpatch;
using Hotpatch.FeatureManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.FeatureManagement;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets the flags of Microsoft.FeatureManagement decide which calls run a patch.</summary>
public static class HotpatchFeatureManagementExtensions
{
    /// <summary>
    /// Lets Microsoft.FeatureManagement decide, for each call of a method with a patch whose attribute names a feature flag, whether the patch runs.
    /// </summary>
    /// <param name="services">The services of the host, with those of <c>AddFeatureManagement</c>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <remarks>
    /// <para>
    /// A flag is evaluated with the context of the call, such as that of an <c>ITargetingContextAccessor</c>. Filters must answer at once: if one awaits, or
    /// throws, the call runs the code without the patch, which is logged and counted.
    /// </para>
    /// <para>Without <c>AddFeatureManagement</c>, the host doesn't start, and an <see cref="InvalidOperationException"/> says so.</para>
    /// </remarks>
    /// <example>
    /// <code>
    /// builder.Services.AddFeatureManagement();
    /// builder.Services.AddHotpatch().AddHotpatchFeatureManagement().AddFeaturePatches(typeof(NewPricing));
    /// </code>
    /// </example>
    public static IServiceCollection AddHotpatchFeatureManagement(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IPatchFeatures>(static provider => new FeatureManagerFeatures(Get<IVariantFeatureManager>(provider), Get<IFeatureDefinitionProvider>(provider)));
        return services;
    }

    private static T Get<T>(IServiceProvider provider)
        where T : class
        => provider.GetService<T>() ?? throw new InvalidOperationException(
            $"The services of Microsoft.FeatureManagement were expected for {nameof(AddHotpatchFeatureManagement)}, but there is no {typeof(T).Name}. Call services.AddFeatureManagement().");
}
