using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Hotpatch.Woven;

/// <summary>Marks a woven assembly and names its manifest. The weaver writes it. Not for use by hand.</summary>
/// <param name="manifest">A type derived from <see cref="Woven.Manifest"/>.</param>
/// <param name="contractVersion">The <see cref="Contract.Version"/> that the assembly was woven for.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WovenAssemblyAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type manifest,
    int contractVersion) : Attribute
{
    /// <summary>Gets the type of the manifest.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type Manifest { get; } = manifest;

    /// <summary>Gets the contract version that the assembly was woven for.</summary>
    public int ContractVersion { get; } = contractVersion;
}
