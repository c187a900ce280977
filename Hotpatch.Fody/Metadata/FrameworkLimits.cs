namespace Hotpatch.Fody.Metadata;

/// <summary>Limits of the framework's types. The analyzers and the code fixes share this file with the weaver.</summary>
internal static class FrameworkLimits
{
    /// <summary>The largest number of parameters that <c>Func</c> and <c>Action</c> have.</summary>
    public const int FuncParameters = 16;
}
