namespace Hotpatch.Analyzers.Handles.Writing;

/// <summary>Writes the names of the routers that Hotpatch.Runtime has.</summary>
internal static class RouterNameText
{
    private const string Func = "global::System.Func<";
    private const string Action = "global::System.Action";
    private const int MostParameters = 8;

    /// <summary>Returns the router for a delegate type; null if the runtime has none.</summary>
    /// <param name="delegateType">The delegate type as generated source names it.</param>
    public static string? Of(string delegateType)
        => delegateType == Action ? "global::Hotpatch.Woven.ActionRouter"
            : delegateType.StartsWith(Func, StringComparison.Ordinal) && CountArguments(delegateType, Func.Length) <= MostParameters + 1
                ? "global::Hotpatch.Woven.FuncRouter<" + delegateType.Substring(Func.Length)
            : delegateType.StartsWith(Action + "<", StringComparison.Ordinal) && CountArguments(delegateType, Action.Length + 1) <= MostParameters
                ? "global::Hotpatch.Woven.ActionRouter<" + delegateType.Substring(Action.Length + 1)
            : null;

    // Commas within type arguments, tuples and ranks of arrays don't count.
    private static int CountArguments(string text, int start)
    {
        var (count, depth) = (1, 0);
        foreach (var character in text.Substring(start))
        {
            depth += character is '<' or '(' or '[' ? 1 : character is '>' or ')' or ']' ? -1 : 0;
            count += character == ',' && depth == 0 ? 1 : 0;
        }

        return count;
    }
}
