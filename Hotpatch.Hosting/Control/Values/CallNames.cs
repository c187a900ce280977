using System.Reflection;

namespace Hotpatch.Hosting.Control.Values;

/// <summary>The names by which it is decided whether what a method takes and returns is secret.</summary>
internal static class CallNames
{
    /// <summary>Returns the name of a method; of an accessor, that of the property.</summary>
    public static string Of(MethodBase method)
        => method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal) ? method.Name[4..] : method.Name;
}
