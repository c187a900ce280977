namespace Hotpatch.Fody.Diagnostics;

internal static class ErrorCodeText
{
    public static string Text(this ErrorCode code) => $"HP{(int)code:0000}";
}
