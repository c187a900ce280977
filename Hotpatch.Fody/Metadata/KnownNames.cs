namespace Hotpatch.Fody.Metadata;

/// <summary>All names in metadata that the weaver reads or writes.</summary>
internal static class KnownNames
{
    internal static class Runtime
    {
        public const string Assembly = "Hotpatch.Runtime";
        public const string PatchableAttribute = "Hotpatch.PatchableAttribute";
        public const string PatchableConsistency = "Consistency";
        public const string PatchableInherited = "Inherited";
        public const string PatchableCallsAttribute = "Hotpatch.PatchableCallsAttribute";
        public const string CallsOfAttribute = "Hotpatch.Woven.CallsOfAttribute";
        public const string CallsOfAllAssemblies = "OfAllAssemblies";
        public const string DeclaredHandleOfAllCalls = "OfAllCalls";
        public const string DeclaredHandleNotOfAllCalls = "NotOfAllCalls";
        public const string NotPatchableAttribute = "Hotpatch.NotPatchableAttribute";
        public const string NotWovenMetadata = "Hotpatch.NotWoven";
        public const string Contract = "Hotpatch.Woven.Contract";
        public const string ContractVersion = "Version";
        public const string WovenAssemblyAttribute = "Hotpatch.Woven.WovenAssemblyAttribute";
        public const string Manifest = "Hotpatch.Woven.Manifest";
        public const string HandleList = "Hotpatch.Woven.HandleList";
        public const string HandleListAdd = "Add";
        public const string HandleListAddWithoutOriginal = "AddWithoutOriginal";
        public const string HandleListAddGeneric = "AddGeneric";
        public const string HandleListAddGenericWithoutOriginal = "AddGenericWithoutOriginal";
        public const string HandleListAddType = "AddType";
        public const string HandleListUseGate = "UseGate";
        public const string HandleListUseTarget = "UseTarget";
        public const string HandleListAddCalls = "AddCalls";
        public const string Gate = "Hotpatch.Woven.Gate";
        public const string GateDrained = "Drained";
        public const string GateExclusive = "Exclusive";
        public const string GateFind = "Find";
        public const string GateEnter = "Enter";
        public const string GateEnterUnlessClosed = "EnterUnlessClosed";
        public const string GateAbandon = "Abandon";
        public const string GateWhenOpen = "WhenOpen";
        public const string GateCount = "Hotpatch.Woven.GateCount";
        public const string GateCountExit = "Exit";
        public const string GateCountTrack = "Track";
        public const string GateCountMustWait = "get_MustWait";
        public const string DescribeHandles = "Hotpatch.Woven.DescribeHandles";
        public const string GenericSlots = "Hotpatch.Woven.GenericSlots";
        public const string GenericSlotsAttach = "Attach";
        public const string HandlesOfAttribute = "Hotpatch.Woven.HandlesOfAttribute";
        public const string HandleOfAttribute = "Hotpatch.Woven.HandleOfAttribute";
        public const string DeclaredHandle = "Hotpatch.Woven.DeclaredHandle";
        public const string DeclaredHandleGet = "Get";
        public const string DeclaredHandleGetInstance = "GetInstance";
        public const string DeclaredHandleGetGeneric = "GetGeneric";
        public const string DeclaredHandleGetFunc = "GetFunc";
        public const string DeclaredHandleGetAction = "GetAction";
        public const string DeclaredHandleKeepTaskOf = "KeepTaskOf";
    }

    internal static class Generated
    {
        /// <summary>The name of the tool in <c>[GeneratedCode]</c> on declarations of handles.</summary>
        public const string Tool = "Hotpatch.Analyzers";

        public const string SlotClass = "PatchSlots";
        public const string Instantiation = "Instantiation";
        public const string GenericMethodSlot = "Slot";
        public const string Describe = "Describe";
        public const string DescribeHandles = "DescribeHandles";
        public const string OriginalSuffix = "_Original";
        public const string Constructor = "Constructor";
        public const string DelegateSuffix = "_Delegate";
        public const string HandleSuffix = "_Handle";
        public const string CallClassSuffix = "Calls";
        public const string ConstrainedSuffix = "_Constrained";
        public const string BoxedSuffix = "_Boxed";
        public const string SelfTypeParameter = "TSelf";
        public const string CallSuffix = "_Call";
        public const string BeginCall = "Begin";
        public const string Argument = "argument";
        public const string Handle = "Handle";
        public const string ManifestNamespace = "Hotpatch.Generated";
        public const string ManifestClass = "PatchManifest";
        public const string FlagClass = "PatchedGenerics";
        public const string GateClass = "PatchGates";
        public const string ReplacementLocal = "replacement";
        public const string CountLocal = "count";
        public const string CallsLocal = "calls";
        public const string EntryLocal = "entry";
        public const string InsideLocal = "inside";
        public const string SelfParameter = "self";

        /// <summary>
        /// Returns a name by which coverage tools leave out the original of an automatic property's accessor if they leave out the accessor. Coverlet
        /// takes the name for a local function of the accessor. Microsoft's tool leaves out all names with this marker of the C++ compiler.
        /// </summary>
        public static string PartOfAccessor(string accessor) => $"<{accessor}>__CxxPureMSILEntry|";
    }

    internal static class Compiler
    {
        /// <summary>C# names a lambda &lt;Outer&gt;b__0, a local function &lt;Outer&gt;g__Local|0_0, and a closure &lt;&gt;c__DisplayClass0_0.</summary>
        public const string UnspeakablePrefix = "<";

        /// <summary>The name of a file-local type begins with the file's name and the hash of its path: &lt;Prices&gt;F0123…__Discount.</summary>
        public const string FileLocalPattern = "^<[^<>]*>F[0-9A-F]{64}__";

        /// <summary>C# 14 declares the members of an extension block in &lt;G&gt;$0123…, whose type parameters are $T0, $T1 and so on.</summary>
        public const string ExtensionDeclarationPrefix = "<G>$";

        public const string ExtensionTypeParameterPrefix = "$T";

        public const string Implicit = "op_Implicit";
        public const string Explicit = "op_Explicit";

        public static string BackingFieldOf(string property) => $"<{property}>k__BackingField";

        public static string BasicBackingFieldOf(string property) => "_" + property;
    }

    internal static class Framework
    {
        public const string AssemblyMetadataAttribute = "System.Reflection.AssemblyMetadataAttribute";
        public const string Object = "System.Object";
        public const string Attribute = "System.Attribute";
        public const string Type = "System.Type";
        public const string GetTypeFromHandle = "GetTypeFromHandle";
        public const string GetIsValueType = "get_IsValueType";
        public const string Delegate = "System.Delegate";
        public const string MulticastDelegate = "System.MulticastDelegate";
        public const string Func = "System.Func`";
        public const string Action = "System.Action`";
        public const string ActionWithoutParameters = "System.Action";
        public const string Invoke = "Invoke";
        public const string Constructor = ".ctor";
        public const string StaticConstructor = ".cctor";
        public const string MoveNext = "MoveNext";
        public const string Finalize = "Finalize";
        public const string TypedReference = "System.TypedReference";
        public const string RuntimeArgumentHandle = "System.RuntimeArgumentHandle";
        public const string ArgIterator = "System.ArgIterator";
        public const string StackTraceHiddenAttribute = "System.Diagnostics.StackTraceHiddenAttribute";
        public const string DebuggerStepThroughAttribute = "System.Diagnostics.DebuggerStepThroughAttribute";
        public const string DynamicallyAccessedMembersAttribute = "System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute";
        public const string GeneratedCodeAttribute = "System.CodeDom.Compiler.GeneratedCodeAttribute";
        public const string InternalsVisibleToAttribute = "System.Runtime.CompilerServices.InternalsVisibleToAttribute";
        public const string IsExternalInit = "System.Runtime.CompilerServices.IsExternalInit";
        public const string CompilerGeneratedAttribute = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";
        public const string DebuggableAttribute = "System.Diagnostics.DebuggableAttribute";
        public const string MethodImplAttribute = "System.Runtime.CompilerServices.MethodImplAttribute";
        public const string FSharpCore = "Microsoft.FSharp.Core";
        public const string FSharpInterfaceDataVersionAttribute = "Microsoft.FSharp.Core.FSharpInterfaceDataVersionAttribute";
        public const string FSharpCompilationMappingAttribute = "Microsoft.FSharp.Core.CompilationMappingAttribute";
        public const string FSharpCompilationSourceNameAttribute = "Microsoft.FSharp.Core.CompilationSourceNameAttribute";
        public const string AccessedThroughPropertyAttribute = "System.Runtime.CompilerServices.AccessedThroughPropertyAttribute";
        public const string ExtensionMarkerAttribute = "System.Runtime.CompilerServices.ExtensionMarkerAttribute";
        public const string IsReadOnlyAttribute = "System.Runtime.CompilerServices.IsReadOnlyAttribute";
        public const string RequiresLocationAttribute = "System.Runtime.CompilerServices.RequiresLocationAttribute";
        public const string IsByRefLikeAttribute = "System.Runtime.CompilerServices.IsByRefLikeAttribute";
        public const string AsyncStateMachineAttribute = "System.Runtime.CompilerServices.AsyncStateMachineAttribute";
        public const string IteratorStateMachineAttribute = "System.Runtime.CompilerServices.IteratorStateMachineAttribute";
        public const string AsyncIteratorStateMachineAttribute = "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute";
        public const string Task = "System.Threading.Tasks.Task";
        public const string TaskOfResult = "System.Threading.Tasks.Task`1";
        public const string ValueTask = "System.Threading.Tasks.ValueTask";
        public const string ValueTaskOfResult = "System.Threading.Tasks.ValueTask`1";
        public const string GetIsCompleted = "get_IsCompleted";
        public const string AsTask = "AsTask";
        public const string System = "System";
        public const string ObjectName = "Object";
        public const string EventSource = "EventSource";
        public const string NonEventAttribute = "NonEventAttribute";
        public const string Tracing = "System.Diagnostics.Tracing";
        public const string TracingPackage = "Microsoft.Diagnostics.Tracing";
        public const string MethodBase = "System.Reflection.MethodBase";
        public const string GetCurrentMethod = "GetCurrentMethod";
        public const string GetMethodFromHandle = "GetMethodFromHandle";
        public const string RuntimeMethodHandle = "System.RuntimeMethodHandle";
        public const string RuntimeTypeHandle = "System.RuntimeTypeHandle";
        public const string Coverage = "Coverage";
        public const string ReferenceAssemblyAttribute = "System.Runtime.CompilerServices.ReferenceAssemblyAttribute";

        /// <summary>The reference assemblies of .NET, .NET Standard and .NET Framework that may define the types above.</summary>
        public static readonly string[] Assemblies = ["System.Runtime", "netstandard", "mscorlib", "System.Core", "System.Private.CoreLib"];

        /// <summary>The public key tokens of the framework's assemblies.</summary>
        public static readonly HashSet<string> PublicKeyTokens =
        [
            "B0-3F-5F-7F-11-D5-0A-3A",
            "B7-7A-5C-56-19-34-E0-89",
            "CC-7B-13-FF-CD-2D-DD-51",
            "AD-B9-79-38-29-DD-AE-60",
            "7C-EC-85-D7-BE-A7-79-8E",
        ];

        /// <summary>Attributes of a method that name the state machine which the compiler made of the body.</summary>
        public static readonly HashSet<string> StateMachineAttributes =
        [
            AsyncStateMachineAttribute,
            IteratorStateMachineAttribute,
            AsyncIteratorStateMachineAttribute,
        ];

        /// <summary>Types that are enumerated asynchronously.</summary>
        public static readonly HashSet<string> AsyncEnumerables =
        [
            "System.Collections.Generic.IAsyncEnumerable`1",
            "System.Collections.Generic.IAsyncEnumerator`1",
        ];

        /// <summary>Attributes that require something of a method's callers. A method that calls the original needs them too.</summary>
        public static readonly HashSet<string> RequirementAttributes =
        [
            "System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute",
            "System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute",
            "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute",
        ];

        /// <summary>
        /// Attributes that are about a method's body: the original gets a copy. All other attributes stay on the stub alone, because frameworks search for
        /// most of them, even on private methods, and would find the method twice.
        /// </summary>
        public static readonly HashSet<string> BodyAttributes =
        [
            "System.Reflection.ObfuscationAttribute",
            IsReadOnlyAttribute,
            "System.Runtime.ConstrainedExecution.PrePrepareMethodAttribute",
            "System.Runtime.ConstrainedExecution.ReliabilityContractAttribute",
            "System.Runtime.ExceptionServices.HandleProcessCorruptedStateExceptionsAttribute",
            "System.Runtime.InteropServices.LCIDConversionAttribute",
            "System.Runtime.TargetedPatchingOptOutAttribute",
            "System.Runtime.InteropServices.DefaultDllImportSearchPathsAttribute",
            "System.Runtime.InteropServices.SuppressGCTransitionAttribute",
            "System.Runtime.InteropServices.UnmanagedCallConvAttribute",
            "System.Security.SecurityCriticalAttribute",
            "System.Security.SecuritySafeCriticalAttribute",
            "System.Security.SecurityTreatAsSafeAttribute",
            "System.Security.SuppressUnmanagedCodeSecurityAttribute",
            StackTraceHiddenAttribute,
            DebuggerStepThroughAttribute,
            "System.Diagnostics.DebuggerHiddenAttribute",
            "System.Diagnostics.DebuggerNonUserCodeAttribute",
            "System.Diagnostics.DebuggerStepperBoundaryAttribute",
            DynamicallyAccessedMembersAttribute,
            .. RequirementAttributes,
            "System.Diagnostics.CodeAnalysis.SuppressMessageAttribute",
            "System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessageAttribute",
        ];

        /// <summary>Attributes of a method, a property or an event by which coverage tools leave out code.</summary>
        public static readonly HashSet<string> CoverageAttributes =
        [
            CompilerGeneratedAttribute,
            GeneratedCodeAttribute,
            "System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute",
            "System.Diagnostics.DebuggerHiddenAttribute",
            "System.Diagnostics.DebuggerNonUserCodeAttribute",
            "System.ObsoleteAttribute",
        ];

        /// <summary>Attributes of a type parameter that its copies need.</summary>
        public static readonly HashSet<string> TypeParameterAttributes =
        [
            "System.Runtime.CompilerServices.IsUnmanagedAttribute",
            "System.Runtime.CompilerServices.NullableAttribute",
            DynamicallyAccessedMembersAttribute,
        ];

        /// <summary>Attributes that change the meaning of a parameter or a return type. Trimming, debuggers and decompilers need them on copies.</summary>
        public static readonly HashSet<string> TypeAttributes =
        [
            IsReadOnlyAttribute,
            RequiresLocationAttribute,
            "System.Runtime.CompilerServices.ScopedRefAttribute",
            "System.Diagnostics.CodeAnalysis.UnscopedRefAttribute",
            DynamicallyAccessedMembersAttribute,
            "System.Runtime.CompilerServices.DynamicAttribute",
            "System.Runtime.CompilerServices.TupleElementNamesAttribute",
        ];

        /// <summary>Attributes that say whether a reference may be written through.</summary>
        public static readonly HashSet<string> DirectionAttributes = [IsReadOnlyAttribute, RequiresLocationAttribute];

        /// <summary>Attributes of a parameter that a field for its argument needs too.</summary>
        public static readonly HashSet<string> FieldAttributes
            =
            [
                DynamicallyAccessedMembersAttribute,
                "System.Runtime.CompilerServices.DynamicAttribute",
                "System.Runtime.CompilerServices.TupleElementNamesAttribute",
            ];

        /// <summary>
        /// Attributes of a return type that a delegate type needs too. With <c>[DynamicallyAccessedMembers]</c>, AOT would check the runtime's own Invoke.
        /// </summary>
        public static readonly HashSet<string> DelegateResultAttributes
            = [.. TypeAttributes.Where(name => name != DynamicallyAccessedMembersAttribute)];
    }
}
