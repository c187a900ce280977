namespace Hotpatch.Gates;

/// <summary>A step for <see cref="Whole"/>.</summary>
/// <typeparam name="T">What the step works on.</typeparam>
/// <param name="on">What the step works on.</param>
/// <param name="outcome">What the step writes, together with all else.</param>
/// <returns>What the caller asks.</returns>
internal delegate bool WholeStep<in T>(T on, ref int outcome);
