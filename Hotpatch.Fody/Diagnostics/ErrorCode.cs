namespace Hotpatch.Fody.Diagnostics;

/// <summary>The codes of what the build and the editor say. Each has a section in the README; a code is never used for anything else.</summary>
internal enum ErrorCode
{
    AlreadyWoven = 1,
    RuntimeMissing = 2,
    RuntimeTooOld = 3,
    UnknownConfiguration = 4,
    UnresolvedReference = 5,
    ContradictoryMarks = 6,
    PatternWithoutMatch = 7,
    NotIlOnly = 8,
    ReferenceAssembly = 9,
    StaticConstructor = 13,
    NoBody = 16,
    VarArgs = 18,
    NetModule = 20,
    ConstructorShape = 21,
    ExplicitThis = 22,
    NoEndOfCall = 23,
    DeclaredHandle = 30,
    HandleNotDeclared = 31,
    MarkWithoutEffect = 32,
    CallsItself = 33,
    DiscardedScope = 34,
    BoundDelegate = 35,
    WeaverMissing = 36,
    InvalidBody = 90,
}
