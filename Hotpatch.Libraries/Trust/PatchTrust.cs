using Hotpatch.Libraries.Trust.Files;
using Hotpatch.Libraries.Trust.Rules;

namespace Hotpatch;

/// <summary>
/// Decides which patch libraries may load. If a library is not trusted, loading throws a <see cref="PatchTrustException"/> and runs no code of the library.
/// </summary>
/// <remarks>
/// <para>
/// Each file is read once: the bytes that are checked are the bytes that are loaded, even if the file changes in between. The assemblies that are loaded
/// for a library are checked like the library itself. So is its <c>.deps.json</c>, if the library needs it.
/// </para>
/// <para>
/// The operating system loads a native library by its path, so its bytes cannot be checked. Unless the trust is <see cref="Anyone"/>, a library must not
/// import methods from a native library beside it or by a path. A trust does not restrict trusted code: once it runs, that code can load anything.
/// </para>
/// <para>Thread safety: instances are immutable.</para>
/// </remarks>
/// <example>
/// <code>
/// var trust = PatchTrust.PublicKeys(File.ReadAllText("release.pem")).And(PatchTrust.Directories("/srv/fixes"));
/// </code>
/// </example>
public sealed class PatchTrust
{
    private readonly TrustRule _rule;

    private PatchTrust(TrustRule rule) => _rule = rule;

    /// <summary>Gets the trust that lets everything load. <see cref="PatchDirectory.Watch"/> has no default, so that this choice is explicit.</summary>
    public static PatchTrust Anyone { get; } = new(new AnyoneRule());

    /// <summary>Gets whether nothing is checked.</summary>
    internal bool IsAnyone => _rule is AnyoneRule;

    /// <summary>Creates a trust in files with one of these SHA-256 hashes.</summary>
    /// <param name="hashes">The hashes, each 64 hexadecimal digits in upper or lower case.</param>
    /// <returns>The trust.</returns>
    /// <exception cref="ArgumentException">A hash is malformed, or there are none.</exception>
    public static PatchTrust Sha256(params string[] hashes) => new(new HashRule(hashes));

    /// <summary>
    /// Creates a trust in files that are signed with one of these keys. The signature of <c>X.dll</c> is the file <c>X.dll.sig</c> beside it: an ECDSA
    /// signature over SHA-256, as <see cref="PatchSignature"/> and <c>openssl dgst -sha256 -sign</c> write it.
    /// </summary>
    /// <param name="pem">ECDSA public keys on the curves P-256, P-384 or P-521, as PEM texts (<c>BEGIN PUBLIC KEY</c>). A text may hold several keys.</param>
    /// <returns>The trust.</returns>
    /// <exception cref="ArgumentException">A text holds anything but such keys, or there are none.</exception>
    public static PatchTrust PublicKeys(params string[] pem) => new(new KeyRule(pem));

    /// <summary>
    /// Creates a trust in files that lie in or below one of these folders and that no other user can change. Nobody but the user of this process and the
    /// administrator may have write access to the file, to the folder, and to each folder above it. Links are resolved first.
    /// </summary>
    /// <param name="folders">The folders. They are looked up at each load, so they need not exist yet.</param>
    /// <returns>The trust.</returns>
    /// <remarks>
    /// Write access of a group counts as access of other users. A sticky folder such as <c>/tmp</c>, where users can delete only their own files, may lie
    /// above the folder. If the operating system does not tell who has access, every file is refused.
    /// </remarks>
    /// <exception cref="ArgumentException">A folder is empty, or there are none.</exception>
    public static PatchTrust Directories(params string[] folders) => new(new FolderRule(folders));

    /// <summary>Creates a trust in everything that this trust or the other one trusts.</summary>
    /// <param name="other">The other trust.</param>
    /// <returns>The combined trust.</returns>
    public PatchTrust Or(PatchTrust other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(new EitherRule(_rule, other._rule));
    }

    /// <summary>Creates a trust in everything that both this trust and the other one trust.</summary>
    /// <param name="other">The other trust.</param>
    /// <returns>The combined trust.</returns>
    public PatchTrust And(PatchTrust other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(new BothRule(_rule, other._rule));
    }

    /// <summary>Reads a file and checks the bytes that were read.</summary>
    /// <exception cref="PatchTrustException">The file is not trusted.</exception>
    /// <exception cref="PatchLibraryException">The file cannot be read.</exception>
    internal TrustedFile Read(string path, int maxLength = LibraryFile.MaxLength)
    {
        using var file = LibraryFile.Open(path, maxLength);
        Check(new Candidate(file.Path, file.Bytes, file.ReadSignature) { File = file });
        return new TrustedFile(file.RealPath, file.Bytes);
    }

    /// <summary>Checks bytes that were not read from a file.</summary>
    /// <exception cref="PatchTrustException">The bytes are not trusted.</exception>
    internal void CheckBytes(string name, byte[] bytes, byte[]? signature) => Check(new Candidate(name, bytes, () => signature));

    private void Check(Candidate candidate)
    {
        if (_rule.Problem(candidate) is { } problem)
            throw new PatchTrustException($"{candidate.Name} is not trusted: {problem}. No code of it has run.");
    }
}
