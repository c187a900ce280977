namespace Hotpatch.Libraries.Trust.Files;

/// <summary>The name of a library's signature file, which lies beside the library.</summary>
internal static class SignatureFile
{
    /// <summary>The text that is appended to the library's whole file name: <c>PriceFix.dll.sig</c>.</summary>
    public const string Extension = ".sig";
}
