using Mono.Cecil;

namespace Hotpatch.Fody.Signing;

/// <summary>The public key of an assembly, and whether its header says that it is signed. A delay-signed assembly is not.</summary>
internal sealed record StrongName(byte[] PublicKey, bool IsSigned)
{
    /// <summary>Compares the keys by content: a record would compare the arrays by reference.</summary>
    public bool Equals(StrongName? other) => other is not null && IsSigned == other.IsSigned && PublicKey.SequenceEqual(other.PublicKey);

    public override int GetHashCode() => PublicKey.Length;

    /// <summary>Reads the strong name that the module has now. Fody sets the key when it writes the assembly.</summary>
    public static StrongName Of(ModuleDefinition module)
        => new(module.Assembly?.Name.PublicKey ?? [], module.Attributes.HasFlag(ModuleAttributes.StrongNameSigned));
}
