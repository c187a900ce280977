using System.Collections.Concurrent;
using Hotpatch.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Hotpatch.Tests.Hosting;

/// <summary>Hosts whose patches run for the calls for which a feature flag is on.</summary>
public class FeatureHostTests : HostTests
{
    // The class names its target as text: the assembly must be loaded.
    [SetUp]
    public void LoadShop() => _ = HostedShop.Add;

    [Test]
    public async Task A_class_of_the_program_is_applied_for_the_life_of_the_host()
    {
        var flags = new Flags { ["NewSum"] = true };
        using (var host = await StartAsync(new Settings(), services => services.AddSingleton<IPatchFeatures>(flags).AddFeaturePatches(typeof(NewSum)).AddFeaturePatches(typeof(NewSum))))
        {
            Assert.That(CallAdd(3, 4), Is.EqualTo(12));
            flags["NewSum"] = false;
            Assert.That(CallAdd(3, 4), Is.EqualTo(7));
            Assert.That(Log.Lines.Count(line => line.Id.Id == 3 && line.Text.Contains("FeatureHostTests+NewSum", StringComparison.Ordinal)), Is.EqualTo(1));
            await host.StopAsync();
        }

        flags["NewSum"] = true;
        Assert.That(CallAdd(3, 4), Is.EqualTo(7));
    }

    [Test]
    public async Task The_flags_of_a_configuration_that_changes_decide()
    {
        var flags = new Settings();
        using var host = await StartAsync(new Settings(), services => WithFeatureManagement(services, flags).AddFeaturePatches(typeof(NewSum)));
        Assert.That(CallAdd(3, 4), Is.EqualTo(7));
        flags.Change(Flag("NewSum"));
        await Until(() => CallAdd(3, 4) == 12);
        flags.Change();
        await Until(() => CallAdd(3, 4) == 7);
        await host.StopAsync();
    }

    [Test]
    public async Task A_percentage_decides_for_each_call()
    {
        using var host = await StartAsync(new Settings(), services => WithFeatureManagement(services, new Settings(Flag("NewSum", "Microsoft.Percentage", ("Value", "30")))).AddFeaturePatches(typeof(NewSum)));
        Assert.That(Enumerable.Range(0, 10_000).Count(_ => CallAdd(3, 4) == 12), Is.InRange(2600, 3400));
        await host.StopAsync();
    }

    [Test]
    public async Task Targeting_asks_for_the_user_of_each_call()
    {
        var users = new Users();
        var settings = new Settings(Flag("NewSum", "Microsoft.Targeting", ("Audience:Users:0", "Ann"), ("Audience:DefaultRolloutPercentage", "0")));
        using var host = await StartAsync(
            new Settings(),
            services =>
            {
                WithFeatureManagement(services, settings, users).AddFeaturePatches(typeof(NewSum));
            });
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() =>
        {
            users.User.Value = i % 2 == 0 ? "Ann" : "Bob";
            Assert.That(CallAdd(3, 4), Is.EqualTo(i % 2 == 0 ? 12 : 7));
        })));
        await host.StopAsync();
    }

    [Test]
    public async Task A_filter_that_fails_or_awaits_means_the_old_code_a_message_and_a_count()
    {
        var metrics = new List<Metric>();
        using var meters = Sdk.CreateMeterProviderBuilder().AddMeter("Hotpatch").AddInMemoryExporter(metrics).Build();
        foreach (var filter in new[] { "Throwing", "Awaiting" })
        {
            var flags = new Settings(Flag("NewSum", filter));
            using var host = await StartAsync(
                new Settings(),
                services =>
                {
                    WithFeatureManagement(services, flags).AddFeaturePatches(typeof(NewSum));
                    services.AddSingleton<IFeatureFilterMetadata, ThrowingFilter>().AddSingleton<IFeatureFilterMetadata, AwaitingFilter>();
                });
            for (var i = 0; i < 100; i++)
                Assert.That(CallAdd(3, 4), Is.EqualTo(7));

            Assert.That(Log.Lines.Count(line => line.Id.Id == 22 && line.Text.Contains(filter == "Throwing" ? "no store" : "answer at once", StringComparison.Ordinal)), Is.EqualTo(1));
            await host.StopAsync();
        }

        meters.ForceFlush();
        Assert.That(metrics.Where(metric => metric.Name == "hotpatch.feature.failures").Sum(Sum), Is.GreaterThanOrEqualTo(200));
    }

    [Test]
    public async Task A_flag_that_does_not_exist_is_a_warning()
    {
        using var host = await StartAsync(new Settings(), services => WithFeatureManagement(services, new Settings(Flag("Other"))).AddFeaturePatches(typeof(NewSum)));
        Assert.That(CallAdd(3, 4), Is.EqualTo(7));
        await Log.Until(23, "NewSum");
        await host.StopAsync();
    }

    [Test]
    public void A_host_without_a_provider_does_not_start()
    {
        using var host = Build(new Settings(), services => services.AddFeaturePatches(typeof(NewSum)));
        Assert.That(async () => await host.StartAsync(), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("Hotpatch.FeatureManagement"));
        using var other = Build(new Settings(), services => services.AddHotpatchFeatureManagement().AddFeaturePatches(typeof(NewSum)));
        Assert.That(async () => await other.StartAsync(), Throws.InvalidOperationException.With.Message.Contains("AddFeatureManagement()"));
    }

    [Test]
    public async Task A_library_of_the_folder_names_a_flag()
    {
        var flags = new Flags();
        Put(HostedShop.Library("[Patch(Feature = \"Sum\")] public static int Add(int a, int b) => 5;"), "Fix.dll");
        using var host = await StartAsync(Watching(), services => services.AddSingleton<IPatchFeatures>(flags));
        Assert.That(CallAdd(3, 4), Is.EqualTo(7));
        flags["Sum"] = true;
        Assert.That(CallAdd(3, 4), Is.EqualTo(5));
        await host.StopAsync();
    }

    [Test]
    public async Task A_host_without_a_provider_refuses_a_library_of_the_folder_that_names_a_flag()
    {
        Put(HostedShop.Library("[Patch(Feature = \"Sum\")] public static int Add(int a, int b) => 5;"), "Fix.dll");
        using var host = await StartAsync(Watching());
        await Log.Until(6, "Hotpatch.FeatureManagement");
        await host.StopAsync();
    }

    private static long Sum(Metric metric)
    {
        var sum = 0L;
        foreach (ref readonly var point in metric.GetMetricPoints())
            sum += point.GetSumLong();

        return sum;
    }

    private static IServiceCollection WithFeatureManagement(IServiceCollection services, Settings flags, Users? users = null)
    {
        // Of its own, so that only the flags change.
        var configuration = new ConfigurationBuilder().Add(flags).Build();
        var features = services.AddFeatureManagement(configuration.GetSection("Hotpatch"));
        if (users is not null)
        {
            services.AddSingleton<ITargetingContextAccessor>(users);
            features.WithTargeting<Users>();
        }

        return services.AddHotpatchFeatureManagement();
    }

    // A flag in the schema of Microsoft.FeatureManagement.
    private static (string Key, string? Value)[] Flag(string name, string? filter = null, params (string Key, string? Value)[] parameters)
        => filter is null
            ? [($"feature_management:feature_flags:0:id", name), ($"feature_management:feature_flags:0:enabled", "true")]
            :
            [
                ($"feature_management:feature_flags:0:id", name),
                ($"feature_management:feature_flags:0:enabled", "true"),
                ($"feature_management:feature_flags:0:conditions:client_filters:0:name", filter),
                .. parameters.Select(parameter => ($"feature_management:feature_flags:0:conditions:client_filters:0:parameters:{parameter.Key}", parameter.Value)),
            ];

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 6000 && !condition(); i++)
            await Task.Delay(10);

        Assert.That(condition(), Is.True);
    }

    [Patch("Hosted.Calculator", Feature = "NewSum")]
    private static class NewSum
    {
        public static int Add(int a, int b) => a * b;
    }

    private sealed class Flags : ConcurrentDictionary<string, bool>, IPatchFeatures
    {
        public bool IsOn(string feature) => this.GetValueOrDefault(feature);
    }

    private sealed class Users : ITargetingContextAccessor
    {
        public AsyncLocal<string> User { get; } = new();

        public ValueTask<TargetingContext> GetContextAsync() => new(new TargetingContext { UserId = User.Value ?? "" });
    }

    [FilterAlias("Throwing")]
    private sealed class ThrowingFilter : IFeatureFilter
    {
        public Task<bool> EvaluateAsync(FeatureFilterEvaluationContext context) => throw new TimeoutException("There is no store.");
    }

    [FilterAlias("Awaiting")]
    private sealed class AwaitingFilter : IFeatureFilter
    {
        public async Task<bool> EvaluateAsync(FeatureFilterEvaluationContext context)
        {
            await Task.Delay(1);
            return true;
        }
    }
}
