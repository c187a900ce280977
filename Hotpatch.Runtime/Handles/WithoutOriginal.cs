using System.Reflection;

namespace Hotpatch.Handles;

/// <summary>Explains why a patchable method has no original that its handle can call.</summary>
internal static class WithoutOriginal
{
    /// <summary>Returns the reason, and what to do, without a period at the end.</summary>
    public static string ReasonOf(MethodBase method)
        => method.IsConstructor
            ? "a local variable or a closure crosses the constructor's call of this(…) or base(…), so its body stays in place. Use Patch, or use "
                + "separate variables before and after that call"
            : "the body of this lambda or local function may need the variables that it captures. Use Patch, or capture nothing";
}
