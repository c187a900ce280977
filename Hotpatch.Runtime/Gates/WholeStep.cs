namespace Hotpatch.Gates;

/// <summary>A step for <see cref="Whole"/>.</summary>
/// <typeparam name="T">The type of the step's argument.</typeparam>
/// <param name="on">The argument of the step.</param>
/// <param name="outcome">Receives the outcome, which the caller of <see cref="Whole"/> learns even if its thread is aborted.</param>
/// <returns>The result of the step.</returns>
internal delegate bool WholeStep<in T>(T on, ref int outcome);
