using System.Security.Cryptography;

namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>A rule of a <see cref="PatchTrust"/>, which trusts a candidate or says why not.</summary>
internal abstract class TrustRule
{
    /// <summary>Returns what was expected and what was found, as part of a sentence; null if the candidate is trusted.</summary>
    public string? Problem(Candidate candidate)
    {
        try
        {
            return Check(candidate);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // Not trusted, but no exception: an EitherRule may trust the candidate by its other rule.
            return $"it could not be checked: {exception.Message.TrimEnd('.')}";
        }
    }

    /// <summary>Checks the candidate as <see cref="Problem"/> does. May throw if the operating system reports an error.</summary>
    protected abstract string? Check(Candidate candidate);
}
