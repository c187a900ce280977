using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Hotpatch.Woven;

/// <summary>Written by the weaver on each woven assembly: where its manifest is. Not for use by hand.</summary>
/// <param name="manifest">A type derived from <see cref="Woven.Manifest"/>.</param>
/// <param name="contractVersion">The <see cref="Contract.Version"/> it was woven for.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WovenAssemblyAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type manifest,
    int contractVersion) : Attribute
{
    /// <summary>The manifest's type.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type Manifest { get; } = manifest;

    /// <summary>The contract version the assembly was woven for.</summary>
    public int ContractVersion { get; } = contractVersion;
}
