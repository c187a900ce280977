using Hotpatch.Fody.Metadata;

namespace Hotpatch.Fody.Trimming;

/// <summary>The names of attributes that the trimming, AOT and single-file analyses read, and the codes of their warnings.</summary>
internal static class TrimmingNames
{
    public const string Namespace = "System.Diagnostics.CodeAnalysis";
    public const string SuppressMessageName = "UnconditionalSuppressMessageAttribute";
    public const string SuppressMessage = Namespace + "." + SuppressMessageName;
    public const string Scope = "Scope";
    public const string Target = "Target";
    public const string Justification = "Justification";
    public const string ScopeOfMember = "member";
    public const string DynamicallyAccessedMembers = KnownNames.Framework.DynamicallyAccessedMembersAttribute;
    public const string RequiresUnreferencedCode = Namespace + ".RequiresUnreferencedCodeAttribute";
    public const string RequiresDynamicCode = Namespace + ".RequiresDynamicCodeAttribute";
    public const string RequiresAssemblyFiles = Namespace + ".RequiresAssemblyFilesAttribute";

    /// <summary>Attributes of a property or event that apply to its accessors.</summary>
    public static readonly HashSet<string> OfOwner = [SuppressMessage, RequiresAssemblyFiles];

    /// <summary>The codes of warnings, and the category that a suppression names for each.</summary>
    internal static class Warnings
    {
        public const string UnreferencedCode = "IL2026";
        public const string ComMarshalling = "IL2050";
        public const string ArgumentOfMethod = "IL2067";
        public const string ResultOfMethod = "IL2073";
        public const string AnnotatedByReflection = "IL2111";
        public const string AssemblyFiles = "IL3002";
        public const string DynamicCode = "IL3050";

        public static string CategoryOf(string code) => code switch
        {
            AssemblyFiles => "SingleFile",
            DynamicCode => "AOT",
            _ => "Trimming",
        };
    }
}
