using System.Runtime.CompilerServices;

namespace Hotpatch.Gates;

/// <summary>
/// Runs a step as a whole: an abort of the thread (<c>ControlledExecution.Run</c>, <c>Thread.Abort</c>) comes before the step or after it.
/// </summary>
/// <remarks>
/// The runtime does not abort a thread within a <c>finally</c> block. But the optimizing JIT takes an empty <c>try</c> away, and copies a small
/// <c>finally</c> block to where the <c>try</c> block ends, and the copy is not protected. Each of these methods is therefore not optimized.
/// </remarks>
internal static class Whole
{
    /// <summary>Runs a step.</summary>
    /// <typeparam name="T">What the step works on.</typeparam>
    /// <param name="step">The step: short, and calls nothing foreign.</param>
    /// <param name="on">What the step works on.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static void Run<T>(Action<T> step, T on)
    {
        try
        {
        }
        finally
        {
            step(on);
        }
    }

    /// <summary>Runs a step whose outcome the caller learns even if the thread is aborted right after it.</summary>
    /// <typeparam name="T">What the step works on.</typeparam>
    /// <param name="step">The step: short, and calls nothing foreign.</param>
    /// <param name="on">What the step works on.</param>
    /// <param name="outcome">What the step writes, together with all else.</param>
    /// <returns>What the step has returned.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static bool Run<T>(WholeStep<T> step, T on, ref int outcome)
    {
        var result = false;
        try
        {
        }
        finally
        {
            result = step(on, ref outcome);
        }

        return result;
    }
}
