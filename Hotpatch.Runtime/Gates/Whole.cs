using System.Runtime.CompilerServices;

namespace Hotpatch.Gates;

/// <summary>
/// Runs a step that an abort of the thread (<c>ControlledExecution.Run</c>, <c>Thread.Abort</c>) can't split: the abort comes before the step or
/// after it.
/// </summary>
/// <remarks>
/// The .NET runtime doesn't abort a thread inside a <c>finally</c> block. But the optimizing JIT compiler removes an empty <c>try</c> block, and
/// copies a small <c>finally</c> block to the end of the <c>try</c> block, where the copy isn't protected. So these methods are not optimized.
/// </remarks>
internal static class Whole
{
    /// <summary>Runs a step.</summary>
    /// <typeparam name="T">The type of the step's argument.</typeparam>
    /// <param name="step">The step. It is short, and runs no foreign code.</param>
    /// <param name="on">The argument of the step.</param>
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

    /// <summary>Runs a step, and reports its outcome even if the thread is aborted right after it.</summary>
    /// <typeparam name="T">The type of the step's argument.</typeparam>
    /// <param name="step">The step. It is short, and runs no foreign code.</param>
    /// <param name="on">The argument of the step.</param>
    /// <param name="outcome">Receives the outcome, as a part of the step.</param>
    /// <returns>The result of the step.</returns>
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
