namespace Hotpatch.Fody.Diagnostics;

/// <summary>
/// The codes of all errors and warnings in builds and editors. Each has a section in docs/reference/errors.md, and keeps its meaning in all versions.
/// </summary>
internal enum ErrorCode
{
    /// <summary>HP0001: the assembly is woven already.</summary>
    AlreadyWoven = 1,

    /// <summary>HP0002: the project doesn't reference Hotpatch.Runtime.</summary>
    RuntimeMissing = 2,

    /// <summary>HP0003: the referenced Hotpatch.Runtime is older than the weaver needs.</summary>
    RuntimeTooOld = 3,

    /// <summary>HP0004: FodyWeavers.xml has something that this version doesn't know.</summary>
    UnknownConfiguration = 4,

    /// <summary>HP0005: a type was not found in the referenced assemblies.</summary>
    UnresolvedReference = 5,

    /// <summary>HP0006: <c>[Patchable]</c> and <c>[NotPatchable]</c> stand in the same place.</summary>
    ContradictoryMarks = 6,

    /// <summary>HP0007: a pattern in FodyWeavers.xml matches no method.</summary>
    PatternWithoutMatch = 7,

    /// <summary>HP0008: the assembly contains native code.</summary>
    NotIlOnly = 8,

    /// <summary>HP0009: the assembly is a reference assembly.</summary>
    ReferenceAssembly = 9,

    /// <summary>HP0010: the package would leave Hotpatch.Runtime out of programs that use it. The package's targets report this code.</summary>
    RuntimeKeptPrivate = 10,

    /// <summary>HP0012: the assembly, its symbols or a reference is damaged.</summary>
    UnreadableInput = 12,

    /// <summary>HP0013: a static constructor can't be woven.</summary>
    StaticConstructor = 13,

    /// <summary>HP0014: weaving threw an exception that no rule foresees.</summary>
    UnexpectedFailure = 14,

    /// <summary>HP0016: a method has no body that could be woven.</summary>
    NoBody = 16,

    /// <summary>HP0017: another weaver runs after Hotpatch. The package's targets report this code.</summary>
    WeaverOrder = 17,

    /// <summary>HP0018: a method with <c>__arglist</c> can't be woven.</summary>
    VarArgs = 18,

    /// <summary>HP0019: the key to sign the woven assembly again is unknown.</summary>
    StrongName = 19,

    /// <summary>HP0020: the module has no assembly.</summary>
    NetModule = 20,

    /// <summary>HP0021: a constructor has no place for a branch after its call of <c>this(…)</c> or <c>base(…)</c>.</summary>
    ConstructorShape = 21,

    /// <summary>HP0022: a method lists <c>this</c> in its signature.</summary>
    ExplicitThis = 22,

    /// <summary>HP0023: nothing tells when a call of the method ends, so a gate can't count its calls.</summary>
    NoEndOfCall = 23,

    /// <summary>HP0024: the F# compiler may have copied a body into its callers.</summary>
    CopiedBody = 24,

    /// <summary>HP0030: a generated handle has no method.</summary>
    DeclaredHandle = 30,

    /// <summary>HP0031: a marked method has no handle by name.</summary>
    HandleNotDeclared = 31,

    /// <summary>HP0032: a mark has no effect where it stands.</summary>
    MarkWithoutEffect = 32,

    /// <summary>HP0033: a replacement calls the method that it replaces.</summary>
    CallsItself = 33,

    /// <summary>HP0034: a scope is discarded, so nothing ends it.</summary>
    DiscardedScope = 34,

    /// <summary>HP0035: a delegate is bound to one instance.</summary>
    BoundDelegate = 35,

    /// <summary>HP0036: the project uses <c>[Patchable]</c>, but no weaver.</summary>
    WeaverMissing = 36,

    /// <summary>HP0037: the property HotpatchHandles has an unknown value.</summary>
    UnknownHandles = 37,

    /// <summary>HP0038: the generator or an analyzer threw an exception.</summary>
    InternalFailure = 38,

    /// <summary>HP0039: a handle belongs to a base type's method.</summary>
    HandleOfBase = 39,

    /// <summary>HP0040: a patch has another signature than its target.</summary>
    PatchSignature = 40,

    /// <summary>HP0041: the target of a patch was not found.</summary>
    PatchTarget = 41,

    /// <summary>HP0042: <c>[Patch]</c> stands in a wrong place.</summary>
    PatchPlace = 42,

    /// <summary>HP0043: the versions of a target are wrong.</summary>
    PatchVersion = 43,

    /// <summary>HP0044: the type parameters of a patch don't fit its target.</summary>
    PatchTypeArguments = 44,

    /// <summary>HP0045: a library replaces a method twice.</summary>
    PatchedTwice = 45,

    /// <summary>HP0046: the target of a patch is not patchable.</summary>
    TargetNotPatchable = 46,

    /// <summary>HP0047: a method from another source generator has no handle by name.</summary>
    GeneratedWithoutHandle = 47,

    /// <summary>HP0048: <c>Inherited = true</c> stands on something that no type can override or implement.</summary>
    InheritedByNone = 48,

    /// <summary>HP0049: <c>Patches</c> is not there for a type.</summary>
    ExtensionMissing = 49,

    /// <summary>HP0050: a layer or scope needs an original, but the constructor has none.</summary>
    WithoutOriginal = 50,

    /// <summary>HP0051: an asynchronous method begins a flow patch for its caller, whom the patch doesn't reach.</summary>
    FlowPatchInAsync = 51,

    /// <summary>HP0052: a patch set is disposed without having been applied.</summary>
    UnappliedSet = 52,

    /// <summary>HP0053: <c>[assembly: PatchableCalls]</c> names a type or member that can't be meant.</summary>
    UnknownCallTarget = 53,

    /// <summary>HP0054: nothing makes the calls that are to be patchable.</summary>
    NotCalled = 54,

    /// <summary>HP0055: the calls of a member can't be patchable.</summary>
    NoCallStub = 55,

    /// <summary>HP0056: only code of the compiler makes the calls that are to be patchable.</summary>
    CompilersCall = 56,

    /// <summary>HP0057: a <c>HotpatchReference</c> names an assembly that is not copied to the output. The package's task reports this code.</summary>
    WovenReferenceMissing = 57,

    /// <summary>HP0058: a <c>HotpatchReference</c> names an assembly that is woven already. The package's task reports this code.</summary>
    WovenReferenceWoven = 58,

    /// <summary>HP0059: a <c>HotpatchReference</c> can't be woven. The package's task reports this code.</summary>
    WovenReferenceFailed = 59,

    /// <summary>HP0060: the patterns of the configuration leave no method to weave.</summary>
    NothingCovered = 60,

    /// <summary>HP0090: Hotpatch.Fody wrote an invalid body.</summary>
    InvalidBody = 90,
}
