using System.Diagnostics.CodeAnalysis;

namespace Hotpatch.Hosting.Features;

/// <summary>A class of the program itself whose patches feature flags decide about.</summary>
/// <param name="type">The class.</param>
internal sealed class FeaturePatchClass([DynamicallyAccessedMembers(FeaturePatchClass.Members)] Type type)
{
    public const DynamicallyAccessedMemberTypes Members = DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    [DynamicallyAccessedMembers(Members)]
    public Type Type => type;
}
