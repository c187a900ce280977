namespace Hotpatch.Fody.Diagnostics;

/// <summary>The codes of build errors. Each has a section in the README; a code is never used for anything else.</summary>
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
    InvalidBody = 90,
}
