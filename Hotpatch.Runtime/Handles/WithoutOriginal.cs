using System.Reflection;

namespace Hotpatch.Handles;

/// <summary>Why a patchable method has no original that its handle can call, and what to do.</summary>
internal static class WithoutOriginal
{
    public static string ReasonOf(MethodBase method)
        => method.IsConstructor
            ? "a local variable or a closure crosses the constructor's call of this(…) or base(…), so that its body stays in place. Use Patch, or give "
                + "each side of that call a variable of its own"
            : "a lambda's or a local function's body may need what it has captured. Use Patch, or capture nothing";
}
