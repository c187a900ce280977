namespace Hotpatch.Handles;

#pragma warning disable CA1032, RCS1194 // Never seen from outside.

/// <summary>
/// A change was prepared for a state that is no longer there, and what it needs now cannot be had under a lock or while a gate is closed: it is to
/// be prepared again, from the beginning. Never leaves <see cref="ChangeRun"/>.
/// </summary>
internal sealed class StaleChangeException : Exception
{
}
