using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hotpatch.Tests.RealInput;

/// <summary>The imports of a plain assembly that the runtime refuses on this system: libraries or COM that only Windows has.</summary>
internal static class RefusedImports
{
    /// <summary>How complaints about the same imports' originals begin.</summary>
    public static IReadOnlyList<string> Of(Assembly plain)
    {
        const BindingFlags Static = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return
        [
            .. plain.GetTypes()
                .SelectMany(type => type.GetMethods(Static))
                .Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
                .Select(method => (method, refusal: Refusal(method)))
                .Where(refused => refused.refusal is not null)
                .Select(refused => $"{refused.method.DeclaringType!.FullName}.{refused.method.Name}_Original("),
        ];
    }

    private static Exception? Refusal(MethodInfo method)
    {
        try
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, the woven import must be allowed the same.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }
}
