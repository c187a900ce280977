using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>The features of the project's language version. This project's version of Roslyn has no names for later versions.</summary>
internal sealed class LanguageFeatures(LanguageVersion version)
{
    private const int CSharp12 = 1200;
    private const int CSharp13 = 1300;
    private const int CSharp14 = 1400;

    /// <summary>Whether the running compiler knows C# 14. The preview version of an older compiler has a higher number.</summary>
    public static bool CompilerHasExtensions { get; } = Enum.IsDefined(typeof(LanguageVersion), (LanguageVersion)CSharp14);

    public bool ThrowExpressions => version >= LanguageVersion.CSharp7;

    public bool Nullable => version >= LanguageVersion.CSharp8;

    public bool NotNullConstraint => version >= LanguageVersion.CSharp8;

    /// <summary>Whether <c>T?</c> is allowed for every type parameter.</summary>
    public bool NullableTypeParameters => version >= LanguageVersion.CSharp9;

    public bool NativeIntegers => version >= LanguageVersion.CSharp9;

    public bool FunctionPointers => version >= LanguageVersion.CSharp9;

    /// <summary>Whether the language has the constraints and modifiers that libraries of its time have, such as <c>unmanaged</c> and <c>in</c>.</summary>
    public bool ModernSignatures => version >= LanguageVersion.CSharp7_3;

    public bool Scoped => version >= LanguageVersion.CSharp11;

    public bool RefReadonlyParameters => (int)version >= CSharp12;

    public bool AllowsRefStruct => (int)version >= CSharp13;

    public bool Extensions => (int)version >= CSharp14 && CompilerHasExtensions;

    public static LanguageFeatures Of(Compilation compilation) => new(((CSharpCompilation)compilation).LanguageVersion);
}
