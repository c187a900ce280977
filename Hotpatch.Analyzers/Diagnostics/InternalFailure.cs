using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Diagnostics;

/// <summary>An exception in the generator or in an analyzer: it is reported where it happened and takes nothing away from other places.</summary>
internal static class InternalFailure
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    public static readonly DiagnosticDescriptor Rule = new(
        id: "HP0038",
        title: "Internal failure",
        messageFormat: "{0} cannot be read: this is a failure in Hotpatch.Analyzers. It gets no handles by name, or is not checked; the rest of the project is not affected. "
            + "Report the failure with the source of {0} and this text: {1}.",
        category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0038-internal-failure");

    /// <summary>Whether the exception is one, and not the end that was asked for.</summary>
    public static bool Is(Exception exception) => exception is not OperationCanceledException;

    /// <summary>The exception in one line, since builds show no more of a message.</summary>
    public static string TextOf(Exception exception)
        => string.Join(" ", exception.ToString().Split(LineEnds, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));

    public static Diagnostic At(Location? place, string what, Exception exception)
        => Diagnostic.Create(Rule, place ?? Location.None, what, TextOf(exception));
}
