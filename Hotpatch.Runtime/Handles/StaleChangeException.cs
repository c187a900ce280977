namespace Hotpatch.Handles;

#pragma warning disable CA1032, RCS1194 // ChangeRun catches it: no caller sees it.

/// <summary>
/// Thrown if a prepared change no longer fits the current state, and foreign code would have to run under a lock or while a gate is closed.
/// <see cref="ChangeRun"/> catches it, and prepares the change again.
/// </summary>
internal sealed class StaleChangeException : Exception
{
}
