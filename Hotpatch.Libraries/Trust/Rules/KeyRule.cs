using System.Globalization;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>Trusts bytes that are signed with one of the given keys.</summary>
internal sealed class KeyRule : TrustRule
{
    private readonly PublicKey[] _keys;

    public KeyRule(string[] pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        if (pem.Length == 0)
            throw new ArgumentException("Public keys were expected, but none was found.", nameof(pem));

        _keys = pem.SelectMany(text => PublicKey.AllIn(text ?? "")).ToArray();
    }

    protected override string? Check(Candidate candidate)
    {
        if (candidate.ReadSignature() is not { } signature)
            return $"{Expected} was expected, but none was found{Place(candidate)}";

        foreach (var key in _keys)
        {
            if (key.Verifies(candidate.Sha256, signature))
                return null;
        }

        var length = signature.Length.ToString(CultureInfo.InvariantCulture);
        return $"{Expected} was expected, but {length} bytes were found{Place(candidate)} that are not one: "
            + "they were made with another key, for other bytes, or are damaged";
    }

    private string Expected
        => _keys.Length == 1 ? "a signature by the trusted key" : $"a signature by one of the {_keys.Length} trusted keys";

    private static string Place(Candidate candidate)
        => candidate.File is null ? "" : $" in {Path.GetFileName(candidate.Name)}{SignatureFile.Extension} beside it";
}
