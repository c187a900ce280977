using System.Diagnostics.CodeAnalysis;

[assembly: Hotpatch.Patchable]

namespace Shapes;

/// <summary>What analyses warn of, called from everywhere below.</summary>
internal static class Needs
{
    public const DynamicallyAccessedMemberTypes Methods = DynamicallyAccessedMemberTypes.PublicMethods;

    [RequiresUnreferencedCode("reads types", Url = "https://example.org")]
    public static int Unreferenced() => 1;

    [RequiresDynamicCode("makes code")]
    public static int Dynamic() => 1;

    [RequiresAssemblyFiles("reads files")]
    public static int Files() => 1;
}
