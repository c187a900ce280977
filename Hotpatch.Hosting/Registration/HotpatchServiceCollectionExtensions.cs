using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Hotpatch;
using Hotpatch.Hosting.Features;
using Hotpatch.Hosting.Fixes;
using Hotpatch.Hosting.Service;
using Hotpatch.Hosting.Settings;
using Hotpatch.Hosting.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Hotpatch to a host.</summary>
public static class HotpatchServiceCollectionExtensions
{
    /// <summary>
    /// Adds Hotpatch with the options of the configuration section <c>Hotpatch</c>: patch libraries of a folder are applied before the host's other services start
    /// and removed after they have stopped, and every change is logged and measured.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <remarks>A second call adds to the options, not a second service.</remarks>
    /// <example>
    /// <code>
    /// builder.Services.AddHotpatch();
    /// builder.Services.AddHealthChecks().AddHotpatch();
    /// </code>
    /// </example>
    public static IServiceCollection AddHotpatch(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<HotpatchOptions>().BindConfiguration(HotpatchOptions.SectionName);
        services.AddSingleton(provider => new SettingsSource(provider.GetService<IConfiguration>()?.GetSection(HotpatchOptions.SectionName)));
        return services.Add();
    }

    /// <summary>Adds Hotpatch with the options of the configuration section <c>Hotpatch</c>, and with options that are set in code, which win.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="configure"/> is null.</exception>
    /// <remarks>As <see cref="AddHotpatch(IServiceCollection)"/>.</remarks>
    public static IServiceCollection AddHotpatch(this IServiceCollection services, Action<HotpatchOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddHotpatch();
        services.AddOptions<HotpatchOptions>().Configure(configure);
        return services;
    }

    /// <summary>Adds Hotpatch with the options of another configuration section.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="section">The section with the properties of <see cref="HotpatchOptions"/>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="section"/> is null.</exception>
    /// <remarks>As <see cref="AddHotpatch(IServiceCollection)"/>.</remarks>
    public static IServiceCollection AddHotpatch(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddOptions<HotpatchOptions>().Bind(section);
        services.AddSingleton(new SettingsSource(section));
        return services.Add();
    }

    /// <summary>
    /// Adds patches that are a part of the program itself: those of a class whose <see cref="PatchAttribute"/> names a feature flag. They are applied before
    /// the host's other services start, and run for the calls for which the flag is on.
    /// </summary>
    /// <param name="services">The services of the host. A provider of flags must be among them, such as that of the package Hotpatch.FeatureManagement.</param>
    /// <param name="patches">The class. A static class can be named by <c>typeof</c>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="patches"/> is null.</exception>
    /// <remarks>
    /// If a patch doesn't fit, or there is no provider, the host doesn't start, and a <see cref="PatchLibraryException"/> says why. Works without a JIT too,
    /// except for patches of generic methods. A second call with the same class does nothing.
    /// </remarks>
    /// <example>
    /// <code>
    /// builder.Services.AddHotpatch().AddFeaturePatches(typeof(NewPricing));
    /// builder.Services.AddSingleton&lt;IPatchFeatures, Switches&gt;();
    /// </code>
    /// </example>
    public static IServiceCollection AddFeaturePatches(
        this IServiceCollection services, [DynamicallyAccessedMembers(FeaturePatchClass.Members)] Type patches)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(patches);
        if (!services.Any(service => (service.ImplementationInstance as FeaturePatchClass)?.Type == patches))
            services.AddSingleton(new FeaturePatchClass(patches));

        services.AddOptions<HotpatchOptions>();
        return services.Add();
    }

    private static IServiceCollection Add(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HotpatchOptions>, HotpatchOptionsValidator>());
        services.TryAddSingleton(provider => new HotpatchTelemetry(provider.GetRequiredService<IMeterFactory>()));
        services.TryAddSingleton<HotpatchReporter>();
        services.TryAddSingleton<ProcessEvents>();
        services.TryAddSingleton<CallMeasurement>();
        services.TryAddSingleton<FiredGuards>();
        services.TryAddSingleton<ControlSwitch>();
        services.TryAddSingleton(provider => new FeatureSource(
            provider.GetService<IPatchFeatures>() is { } features ? new ReportedFeatures(features, provider.GetRequiredService<HotpatchReporter>()) : null));
        services.TryAddSingleton<FeaturePatches>();
        services.TryAddSingleton<FixFolder>();
        services.TryAddSingleton(provider => new HotpatchStatus(provider.GetRequiredService<FixFolder>(), provider.GetRequiredService<FiredGuards>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HotpatchService>());
        return services;
    }
}
