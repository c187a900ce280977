using System.Diagnostics;

namespace Hotpatch.Handles;

/// <summary>Says what nobody listens to, and what must not be lost: on the console too, since without a debugger nobody sees the trace.</summary>
internal static class Unheard
{
    public static void Report(string message)
    {
        message = "Hotpatch: " + message;
        Trace.TraceWarning(message);
        Console.Error.WriteLine(message);
    }
}
