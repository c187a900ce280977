using Microsoft.FeatureManagement;

namespace Hotpatch.FeatureManagement;

/// <summary>The feature flags of Microsoft.FeatureManagement. Thread safe.</summary>
/// <param name="manager">Evaluates the flags.</param>
/// <param name="definitions">Has the definitions of the flags.</param>
internal sealed class FeatureManagerFeatures(IVariantFeatureManager manager, IFeatureDefinitionProvider definitions) : IPatchFeatures
{
    public bool IsOn(string feature)
    {
        var answer = manager.IsEnabledAsync(feature, CancellationToken.None);
        return answer.IsCompleted ? answer.GetAwaiter().GetResult() : throw TooLate(answer);
    }

    public bool Knows(string feature)
    {
        var definition = definitions.GetFeatureDefinitionAsync(feature);
        return !definition.IsCompletedSuccessfully || definition.Result is not null;
    }

    // To block the thread of a call would be worse than the old code: with every thread of the pool blocked, no filter could answer any more.
    private static InvalidOperationException TooLate(ValueTask<bool> answer)
    {
        // The exception of a task that nobody awaits would be raised as unobserved.
        _ = answer.AsTask().ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return new("Filters that answer at once were expected, but one awaits something. Let it keep its last answer, and renew that in the background.");
    }
}
