using Hotpatch.Libraries.Trust.Files;
using Hotpatch.Libraries.Trust.Rules;

namespace Hotpatch;

/// <summary>Which patch libraries may load. What is refused is a <see cref="PatchTrustException"/>, and nothing of it has run.</summary>
/// <remarks>
/// <para>
/// A file is read once: the bytes that were checked are the bytes that are loaded, whatever happens to the file meanwhile. The private dependencies of
/// a library are checked like the library, and so is its <c>.deps.json</c> where it needs one.
/// </para>
/// <para>
/// A native library is loaded by its path, so that no trust sees what is loaded: unless everything may load, a library must not import from one beside
/// it, nor by any path. Nothing keeps trusted code that runs from loading what it likes itself.
/// </para>
/// <para>Instances do not change, and can be used from any thread.</para>
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

    /// <summary>Everything may load: for <see cref="PatchDirectory.Watch"/>, where it has to be said.</summary>
    public static PatchTrust Anyone { get; } = new(new AnyoneRule());

    /// <summary>Whether nothing is checked.</summary>
    internal bool IsAnyone => _rule is AnyoneRule;

    /// <summary>The library has one of these contents.</summary>
    /// <param name="hashes">SHA-256 hashes of files, 64 hexadecimal digits each, in any case.</param>
    /// <exception cref="ArgumentException">One of them is something else, or there is none.</exception>
    public static PatchTrust Sha256(params string[] hashes) => new(new HashRule(hashes));

    /// <summary>
    /// The library's bytes are signed with one of these keys: beside <c>X.dll</c> lies <c>X.dll.sig</c>, an ECDSA signature over SHA-256, as
    /// <see cref="PatchSignature"/> and <c>openssl dgst -sha256 -sign</c> make it.
    /// </summary>
    /// <param name="pem">ECDSA public keys, on the curves P-256, P-384 or P-521, as PEM text (<c>BEGIN PUBLIC KEY</c>). A text may hold several.</param>
    /// <exception cref="ArgumentException">One of the texts is something else, or there is none.</exception>
    public static PatchTrust PublicKeys(params string[] pem) => new(new KeyRule(pem));

    /// <summary>
    /// The library's file lies, with all links resolved, in one of these folders or below, and nobody but the user that the program runs as and the
    /// system's administrator can write to it, to that folder, or to a folder above.
    /// </summary>
    /// <param name="folders">Folders; they are looked up anew each time, so that they need not exist yet.</param>
    /// <remarks>
    /// A group that may write counts as others. A folder such as <c>/tmp</c>, where everybody may write but delete only what is theirs, may lie above.
    /// Where the system does not tell who may write, everything is refused.
    /// </remarks>
    /// <exception cref="ArgumentException">One of them is empty, or there is none.</exception>
    public static PatchTrust Directories(params string[] folders) => new(new FolderRule(folders));

    /// <summary>What this or the other trusts.</summary>
    /// <param name="other">The other.</param>
    public PatchTrust Or(PatchTrust other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(new EitherRule(_rule, other._rule));
    }

    /// <summary>What both this and the other trust.</summary>
    /// <param name="other">The other.</param>
    public PatchTrust And(PatchTrust other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(new BothRule(_rule, other._rule));
    }

    /// <summary>Reads a file and checks what was read.</summary>
    /// <exception cref="PatchTrustException">It is not trusted.</exception>
    /// <exception cref="PatchLibraryException">It cannot be read.</exception>
    internal TrustedFile Read(string path, int maxLength = LibraryFile.MaxLength)
    {
        using var file = LibraryFile.Open(path, maxLength);
        Check(new Candidate(file.Path, file.Bytes, file.ReadSignature) { File = file });
        return new TrustedFile(file.RealPath, file.Bytes);
    }

    /// <summary>Checks bytes that come from no file.</summary>
    /// <exception cref="PatchTrustException">They are not trusted.</exception>
    internal void CheckBytes(string name, byte[] bytes, byte[]? signature) => Check(new Candidate(name, bytes, () => signature));

    private void Check(Candidate candidate)
    {
        if (_rule.Problem(candidate) is { } problem)
            throw new PatchTrustException($"{candidate.Name} is not trusted: {problem}. Nothing of it has run.");
    }
}
