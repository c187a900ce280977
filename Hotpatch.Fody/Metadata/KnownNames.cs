namespace Hotpatch.Fody.Metadata;

/// <summary>Every name of metadata that the weaver reads or writes.</summary>
internal static class KnownNames
{
    internal static class Runtime
    {
        public const string Assembly = "Hotpatch.Runtime";
        public const string PatchableAttribute = "Hotpatch.PatchableAttribute";
        public const string NotPatchableAttribute = "Hotpatch.NotPatchableAttribute";
        public const string Contract = "Hotpatch.Woven.Contract";
        public const string ContractVersion = "Version";
        public const string WovenAssemblyAttribute = "Hotpatch.Woven.WovenAssemblyAttribute";
        public const string Manifest = "Hotpatch.Woven.Manifest";
        public const string HandleList = "Hotpatch.Woven.HandleList";
        public const string HandleListAdd = "Add";
        public const string HandleListAddWithoutOriginal = "AddWithoutOriginal";
        public const string HandleListAddType = "AddType";
        public const string DescribeHandles = "Hotpatch.Woven.DescribeHandles";
        public const string StoreSlot = "Hotpatch.Woven.StoreSlot";
    }

    internal static class Generated
    {
        public const string SlotClass = "PatchSlots";
        public const string HandleClass = "PatchHandles";
        public const string Describe = "Describe";
        public const string Store = "Store";
        public const string OriginalSuffix = "_Original";
        public const string DelegateSuffix = "_Delegate";
        public const string ManifestNamespace = "Hotpatch.Generated";
        public const string ManifestClass = "PatchManifest";
        public const string ReplacementLocal = "replacement";
        public const string SelfParameter = "self";
    }

    internal static class Compiler
    {
        /// <summary>C# names lambdas &lt;Outer&gt;b__0, local functions &lt;Outer&gt;g__Local|0_0, closures &lt;&gt;c__DisplayClass0_0.</summary>
        public const string UnspeakablePrefix = "<";

        public const string Implicit = "op_Implicit";
        public const string Explicit = "op_Explicit";

        public static string BackingFieldOf(string property) => $"<{property}>k__BackingField";
    }

    internal static class Framework
    {
        public const string Object = "System.Object";
        public const string Delegate = "System.Delegate";
        public const string MulticastDelegate = "System.MulticastDelegate";
        public const string Func = "System.Func`";
        public const string Action = "System.Action`";
        public const string ActionWithoutParameters = "System.Action";
        public const string Invoke = "Invoke";
        public const string Constructor = ".ctor";
        public const string MoveNext = "MoveNext";
        public const string Finalize = "Finalize";
        public const string TypedReference = "System.TypedReference";
        public const string RuntimeArgumentHandle = "System.RuntimeArgumentHandle";
        public const string ArgIterator = "System.ArgIterator";
        public const string StackTraceHiddenAttribute = "System.Diagnostics.StackTraceHiddenAttribute";
        public const string DebuggerStepThroughAttribute = "System.Diagnostics.DebuggerStepThroughAttribute";
        public const string CompilerGeneratedAttribute = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";
        public const string IsByRefLikeAttribute = "System.Runtime.CompilerServices.IsByRefLikeAttribute";
        public const string ReferenceAssemblyAttribute = "System.Runtime.CompilerServices.ReferenceAssemblyAttribute";
        public const string UnmanagedCallersOnlyAttribute = "System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute";

        /// <summary>Where the types above may be defined: reference assemblies of .NET, .NET Standard and .NET Framework.</summary>
        public static readonly string[] Assemblies = ["System.Runtime", "netstandard", "mscorlib", "System.Core", "System.Private.CoreLib"];

        /// <summary>Attributes that point from a method to the state machine that the compiler made of its body.</summary>
        public static readonly HashSet<string> StateMachineAttributes =
        [
            "System.Runtime.CompilerServices.AsyncStateMachineAttribute",
            "System.Runtime.CompilerServices.IteratorStateMachineAttribute",
            "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
        ];

        /// <summary>Attributes of a method that speak of its body; the original gets them too.</summary>
        public static readonly HashSet<string> BodyAttributes =
        [
            "System.Runtime.CompilerServices.IsReadOnlyAttribute",
            "System.Runtime.InteropServices.DefaultDllImportSearchPathsAttribute",
            "System.Runtime.InteropServices.SuppressGCTransitionAttribute",
            "System.Runtime.InteropServices.UnmanagedCallConvAttribute",
            StackTraceHiddenAttribute,
            DebuggerStepThroughAttribute,
            "System.Diagnostics.DebuggerHiddenAttribute",
            "System.Diagnostics.DebuggerNonUserCodeAttribute",
            "System.Diagnostics.CodeAnalysis.DynamicDependencyAttribute",
            "System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute",
            "System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute",
            "System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute",
            "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute",
            "System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessageAttribute",
        ];

        /// <summary>Attributes that say what kind of parameter or return it is; trimming, debuggers and decompilers need them on copies.</summary>
        public static readonly HashSet<string> TypeAttributes =
        [
            "System.Runtime.CompilerServices.IsReadOnlyAttribute",
            "System.Runtime.CompilerServices.RequiresLocationAttribute",
            "System.Runtime.CompilerServices.ScopedRefAttribute",
            "System.Diagnostics.CodeAnalysis.UnscopedRefAttribute",
            "System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute",
            "System.Runtime.CompilerServices.DynamicAttribute",
            "System.Runtime.CompilerServices.TupleElementNamesAttribute",
        ];
    }
}
