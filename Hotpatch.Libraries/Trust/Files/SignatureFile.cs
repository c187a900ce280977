namespace Hotpatch.Libraries.Trust.Files;

/// <summary>The file with the signature of a library, which lies beside it.</summary>
internal static class SignatureFile
{
    /// <summary>Follows the library's file name, extension included: <c>PriceFix.dll.sig</c>.</summary>
    public const string Extension = ".sig";
}
