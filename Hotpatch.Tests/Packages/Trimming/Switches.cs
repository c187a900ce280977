using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Shapes;

#pragma warning disable IL4000 // The analyzer of source knows few bodies that keep what the attribute says.
/// <summary>Properties that the trimmer takes for constants.</summary>
public static class Guards
{
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))]
    public static bool CanRead => AppContext.TryGetSwitch("Shapes.CanRead", out var isOn) && isOn;

    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))]
    public static bool CanMake => RuntimeFeature.IsDynamicCodeSupported;

    [FeatureSwitchDefinition("Shapes.IsOn")]
    public static bool IsOn => AppContext.TryGetSwitch("Shapes.IsOn", out var isOn) && isOn;

    public static int Use()
    {
        var sum = 0;
        if (CanRead)
            sum += Needs.Unreferenced();

        if (CanMake)
            sum += Needs.Dynamic() - 1;

        if (IsOn)
            sum += 100;

        return sum;
    }
}
#pragma warning restore IL4000

public static partial class Imports
{
    [DllImport("libc", EntryPoint = "getpid")]
    public static extern int ProcessId();

    [DllImport("none")]
    private static extern int Unknown([MarshalAs(UnmanagedType.IUnknown)] object value);

    [DllImport("none")]
    private static extern int Interface(ITyped value);

    [UnconditionalSuppressMessage("Trimming", "IL2050", Justification = "a")]
    public static int CallCom() => Unknown(new object()) + Interface(new Implementation());
}
