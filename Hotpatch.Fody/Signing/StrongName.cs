using Mono.Cecil;

namespace Hotpatch.Fody.Signing;

/// <summary>The public key of an assembly, and whether its header says that it is signed: fully or publicly, that is, and not delayed.</summary>
internal sealed record StrongName(byte[] PublicKey, bool IsSigned)
{
    /// <summary>A record compares arrays by reference.</summary>
    public bool Equals(StrongName? other) => other is not null && IsSigned == other.IsSigned && PublicKey.SequenceEqual(other.PublicKey);

    public override int GetHashCode() => PublicKey.Length;

    /// <summary>As the module has it now; Fody sets the key when it writes.</summary>
    public static StrongName Of(ModuleDefinition module)
        => new(module.Assembly?.Name.PublicKey ?? [], module.Attributes.HasFlag(ModuleAttributes.StrongNameSigned));
}
