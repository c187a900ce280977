using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotpatch.Hosting.Health;

/// <summary>Healthy if every library of the folder is applied.</summary>
internal sealed class HotpatchHealthCheck(HotpatchStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (refused, faulty) = (status.Refused, status.Faulty);
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["applied"] = status.Libraries.Select(library => library.Version is { } version ? $"{library.Name} {version}" : library.Name).ToArray(),
            ["refused"] = refused,
            ["faulty"] = faulty,
        };
        if (refused.Count + faulty.Count == 0)
            return Task.FromResult(HealthCheckResult.Healthy("All patch libraries are applied.", data));

        var problems = refused.Select(file => $"{Path.GetFileName(file.Key)} is refused: {file.Value}")
            .Concat(faulty.Select(file => $"{Path.GetFileName(file.Key)} was removed: {file.Value}"));
        return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, string.Join(" ", problems), exception: null, data));
    }
}
