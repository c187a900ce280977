namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>Trusts bytes with one of the given SHA-256 hashes.</summary>
internal sealed class HashRule : TrustRule
{
    private const int Digits = 64;

    private readonly HashSet<string> _hashes = new(StringComparer.OrdinalIgnoreCase);

    public HashRule(string[] hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        if (hashes.Length == 0)
            throw new ArgumentException("SHA-256 hashes were expected, but none was found.", nameof(hashes));

        foreach (var hash in hashes)
        {
            if (hash is null || hash.Length != Digits || !hash.All(char.IsAsciiHexDigit))
                throw new ArgumentException($"A SHA-256 hash of 64 hexadecimal digits was expected, but '{hash}' was found.", nameof(hashes));

            _hashes.Add(hash);
        }
    }

    protected override string? Check(Candidate candidate)
    {
        var found = Convert.ToHexString(candidate.Sha256);
        return _hashes.Contains(found)
            ? null
            : $"{Expected()} was expected, but {found.ToLowerInvariant()} was found";
    }

    private string Expected()
        => _hashes.Count == 1 ? $"the SHA-256 hash {_hashes.First().ToLowerInvariant()}" : $"one of {_hashes.Count} SHA-256 hashes";
}
