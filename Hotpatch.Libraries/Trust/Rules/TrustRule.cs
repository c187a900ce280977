using System.Security.Cryptography;

namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>One condition of a <see cref="PatchTrust"/>.</summary>
internal abstract class TrustRule
{
    /// <summary>What was expected and what was found, as part of a sentence; null where the candidate is trusted.</summary>
    public string? Problem(Candidate candidate)
    {
        try
        {
            return Check(candidate);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // What cannot be looked at is not trusted; another condition may trust it all the same.
            return $"it could not be checked: {exception.Message.TrimEnd('.')}";
        }
    }

    /// <summary>As <see cref="Problem"/>, but may throw where the system does not answer.</summary>
    protected abstract string? Check(Candidate candidate);
}
