using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Diagnostics;

/// <summary>Reports an exception in the generator or in an analyzer at its place, so that all other places still get their results.</summary>
internal static class InternalFailure
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    public static readonly DiagnosticDescriptor Rule = new(
        id: "HP0038",
        title: "Internal failure",
        messageFormat: "{0} could not be read, because of a bug in Hotpatch.Analyzers. It has no handles by name, or is not checked. The rest of the project is not affected. "
            + "Please report this with the source of {0} and this text: {1}.",
        category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0038-internal-failure");

    /// <summary>Whether the exception is a failure. A cancellation is none.</summary>
    public static bool Is(Exception exception) => exception is not OperationCanceledException;

    /// <summary>Returns the exception in one line, because a build shows only one line of a message.</summary>
    public static string TextOf(Exception exception)
        => string.Join(" ", exception.ToString().Split(LineEnds, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));

    public static Diagnostic At(Location? place, string what, Exception exception)
        => Diagnostic.Create(Rule, place ?? Location.None, what, TextOf(exception));
}
