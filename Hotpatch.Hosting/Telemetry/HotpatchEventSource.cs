using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Tracing;

namespace Hotpatch.Hosting.Telemetry;

/// <summary>Events and counters for <c>dotnet-trace</c> and <c>dotnet-counters</c>. One for the process, whatever hosts there are.</summary>
[EventSource(Name = HotpatchTelemetry.Name)]
internal sealed class HotpatchEventSource : EventSource
{
    private const string OnlyStrings = "The payload of all events is strings and numbers.";

    private PollingCounter? _patched;
    private IncrementingPollingCounter? _changeRate;
    private long _changes;

    private HotpatchEventSource()
    {
    }

    public static HotpatchEventSource Log { get; } = new();

    [Event(1, Level = EventLevel.Informational, Message = "{0} {1} in {2} ms")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = OnlyStrings)]
    public unsafe void LibraryChanged(string library, string kind, double milliseconds)
    {
        fixed (char* first = library, second = kind)
        {
            var data = stackalloc EventData[] { TextOf(first, library), TextOf(second, kind), new() { DataPointer = (nint)(&milliseconds), Size = sizeof(double) } };
            WriteEventCore(1, 3, data);
        }
    }

    [Event(2, Level = EventLevel.Error, Message = "{0} refused: {1}")]
    public void LibraryRefused(string path, string reason) => WriteEvent(2, path, reason);

    [NonEvent]
    public void MethodHasChanged(string method, string patches)
    {
        Interlocked.Increment(ref _changes);
        if (IsEnabled())
            MethodChanged(method, patches);
    }

    [Event(3, Level = EventLevel.Informational, Message = "{0}: {1}")]
    public void MethodChanged(string method, string patches) => WriteEvent(3, method, patches);

    [Event(4, Level = EventLevel.Informational, Message = "Waited {1} ms for running calls of {0}")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = OnlyStrings)]
    public unsafe void Waited(string methods, double milliseconds, bool changed)
    {
        // As a number: in an event, a truth value has four bytes.
        var isMade = changed ? 1 : 0;
        fixed (char* text = methods)
        {
            var data = stackalloc EventData[]
            {
                TextOf(text, methods), new() { DataPointer = (nint)(&milliseconds), Size = sizeof(double) }, new() { DataPointer = (nint)(&isMade), Size = sizeof(int) },
            };
            WriteEventCore(4, 3, data);
        }
    }

    [Event(5, Level = EventLevel.Error, Message = "{0}")]
    public void GuardFired(string guard) => WriteEvent(5, guard);

    // With its end. WriteEvent with an array of objects writes nothing to sessions that ask for counters too.
    [NonEvent]
    private static unsafe EventData TextOf(char* start, string text) => new() { DataPointer = (nint)start, Size = (text.Length + 1) * sizeof(char) };

    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Command != EventCommand.Enable)
            return;

        _patched ??= new PollingCounter("patched-methods", this, static () => PatchedMethods.Count()) { DisplayName = "Patched methods" };
        _changeRate ??= new IncrementingPollingCounter("method-changes", this, () => Volatile.Read(ref _changes))
        {
            DisplayName = "Changes of methods",
            DisplayRateTimeScale = TimeSpan.FromSeconds(1),
        };
    }

    protected override void Dispose(bool disposing)
    {
        _patched?.Dispose();
        _changeRate?.Dispose();
        base.Dispose(disposing);
    }
}
