namespace Hotpatch;

/// <summary>Determines which patch libraries of the folder may load. If several properties are set, a library must satisfy all of them.</summary>
/// <remarks>If none is set, a library must lie in the folder, and no other user may be able to change it: <see cref="PatchTrust.Directories"/>.</remarks>
public sealed class HotpatchTrustOptions
{
    private readonly List<PatchTrust> _required = [];

    /// <summary>
    /// Gets or sets the public keys of which one must have signed the library, as <see cref="PatchTrust.PublicKeys"/>. Each is the path of a PEM file, or the text
    /// of one. A relative path is relative to the content root of the host.
    /// </summary>
    public IList<string> PublicKeys { get; set; } = [];

    /// <summary>Gets or sets the SHA-256 hashes of which the library must have one, as <see cref="PatchTrust.Sha256"/>.</summary>
    public IList<string> Sha256 { get; set; } = [];

    /// <summary>
    /// Gets or sets the folders in one of which the library must lie, unchangeable for other users, as <see cref="PatchTrust.Directories"/>. A relative path is
    /// relative to the content root of the host.
    /// </summary>
    public IList<string> Directories { get; set; } = [];

    /// <summary>Gets or sets whether every library may load. Anyone who can write to the folder then controls the program. Can't be combined with other properties.</summary>
    public bool Anyone { get; set; }

    /// <summary>Adds a trust that a library must satisfy, beside those of the other properties.</summary>
    /// <param name="trust">The trust.</param>
    /// <exception cref="ArgumentNullException"><paramref name="trust"/> is null.</exception>
    /// <example>
    /// <code>
    /// builder.Services.AddHotpatch(options => options.Trust.Require(PatchTrust.PublicKeys(pem).Or(PatchTrust.Sha256(hash))));
    /// </code>
    /// </example>
    public void Require(PatchTrust trust)
    {
        ArgumentNullException.ThrowIfNull(trust);
        _required.Add(trust);
    }

    // A method, since the binding of the configuration takes every property for its own.
    internal IReadOnlyCollection<PatchTrust> GetRequired() => _required;
}
