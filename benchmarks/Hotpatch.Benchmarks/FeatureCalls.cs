using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;

namespace Hotpatch.Benchmarks;

/// <summary>Calls of methods with a patch behind a feature flag that is on, against code that asks the same provider by hand.</summary>
public class FeatureCalls
{
    private const int Calls = 1000;
    private const string Feature = "NewSum";

    private readonly InMemory _inMemory = new();
    private readonly ServiceProvider _services = Services();
    private readonly IVariantFeatureManager _manager;

    private PatchLibrary? _library;

    public FeatureCalls() => _manager = _services.GetRequiredService<IVariantFeatureManager>();

    [GlobalSetup(Target = nameof(InMemoryPatched))]
    public void PatchInMemory() => Patch(_inMemory);

    [GlobalSetup(Target = nameof(FeatureManagementPatched))]
    public void PatchByFeatureManagement() => Patch(_services.GetRequiredService<IPatchFeatures>());

    [GlobalCleanup]
    public void Remove()
    {
        _library?.Dispose();
        _services.Dispose();
    }

    [BenchmarkCategory("a switch in memory")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int InMemoryByHand()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = _inMemory.IsOn(Feature) ? NewSums.Sum(sum, i) : Plain(sum, i);

        return sum;
    }

    [BenchmarkCategory("a switch in memory")]
    [AtMost(MoreNanoseconds = 60)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int InMemoryPatched() => CallPatched();

    [BenchmarkCategory("Microsoft.FeatureManagement")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int FeatureManagementByHand()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = IsOn() ? NewSums.Sum(sum, i) : Plain(sum, i);

        return sum;
    }

    [BenchmarkCategory("Microsoft.FeatureManagement")]
    [AtMost(MoreNanoseconds = 60)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int FeatureManagementPatched() => CallPatched();

    private bool IsOn()
    {
        var answer = _manager.IsEnabledAsync(Feature, CancellationToken.None);
        return answer.IsCompleted && answer.Result;
    }

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Sum(int a, int b) => a - b;

    private static int CallPatched()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = Sum(sum, i);

        return sum;
    }

    private void Patch(IPatchFeatures features)
    {
        _library = PatchLibrary.Load(typeof(NewSums), new PatchLibraryOptions { Features = features });
        if (Sum(1, 2) != 3)
            throw new InvalidOperationException("The flag was expected to be on.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Plain(int a, int b) => a - b;

    private static ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["feature_management:feature_flags:0:id"] = Feature,
            ["feature_management:feature_flags:0:enabled"] = "true",
        }).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddFeatureManagement(configuration);
        return services.AddHotpatchFeatureManagement().BuildServiceProvider();
    }

    [Patch(typeof(FeatureCalls), Feature = Feature)]
    private static class NewSums
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static int Sum(int a, int b) => a + b;
    }

    private sealed class InMemory : IPatchFeatures
    {
        private readonly Dictionary<string, bool> _flags = new(StringComparer.Ordinal) { [Feature] = true };

        public bool IsOn(string feature) => _flags.TryGetValue(feature, out var isOn) && isOn;
    }
}
