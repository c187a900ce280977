using Hotpatch.Hosting.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of Hotpatch.</summary>
public static class HotpatchHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a health check that fails while a patch library of the folder is refused, or was removed because it threw too many exceptions. It succeeds again when the
    /// file is corrected or deleted.
    /// </summary>
    /// <param name="builder">The builder of health checks.</param>
    /// <param name="name">The name of the health check.</param>
    /// <param name="failureStatus">The status while it fails. Default: <see cref="HealthStatus.Degraded"/>, since the service runs on with its original methods.</param>
    /// <param name="tags">The tags of the health check; null for none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>Needs the services of <c>AddHotpatch</c>.</remarks>
    public static IHealthChecksBuilder AddHotpatch(
        this IHealthChecksBuilder builder, string name = "hotpatch", HealthStatus failureStatus = HealthStatus.Degraded, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<HotpatchHealthCheck>(name, failureStatus, tags ?? []);
    }
}
