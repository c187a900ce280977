using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>A program with a host that has no services of its own.</summary>
internal static class SmallHost
{
    /// <summary>Starts and ends the host.</summary>
    public static void Run(bool withHotpatch)
    {
        var builder = Host.CreateApplicationBuilder();
        if (withHotpatch)
            AddHotpatch(builder.Services);

        using var host = builder.Build();
        host.Start();
    }

    // Of its own, so that the program without it doesn't load its assemblies.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddHotpatch(IServiceCollection services) => services.AddHotpatch();
}
