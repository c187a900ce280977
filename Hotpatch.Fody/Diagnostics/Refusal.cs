namespace Hotpatch.Fody.Diagnostics;

/// <summary>Why a method cannot be woven, and what to do instead: the build says it, and so does the editor.</summary>
internal sealed record Refusal(ErrorCode Code, string Reason, string WayOut)
{
    private const string Unmark = "Remove [Patchable] from it, or add [NotPatchable] where its type is marked.";

    private const string MoveBody = "Move its body to a method, call that from it, and mark it.";

    /// <summary>For an extern that the runtime makes.</summary>
    public static Refusal NoBody { get; } = new(
        ErrorCode.NoBody, "it has no body in this assembly, since the runtime makes it.", "Mark a method that calls it.");

    /// <summary>For what another method overrides or implements.</summary>
    public static Refusal Abstract { get; } = new(
        ErrorCode.NoBody, "it is abstract, and has no body.", "Write [Patchable(Inherited = true)] to make its overrides or implementations patchable, or mark these.");

    public static Refusal StaticConstructor { get; } = new(ErrorCode.StaticConstructor, "it is a static constructor, which runs once.", MoveBody);

    public static Refusal VarArgs { get; } = new(ErrorCode.VarArgs, "it takes __arglist.", "Take an array instead.");

    public static Refusal ExplicitThis { get; } = new(ErrorCode.ExplicitThis, "its signature lists this itself.", "Mark a method that calls it.");

    public static Refusal ConstructorShape(string obstacle) => new(ErrorCode.ConstructorShape, $"{obstacle}.", MoveBody);

    /// <summary>For a method that shall wait for its running calls, or let new ones wait.</summary>
    private static Refusal NoEndOfCall(string reason) => new(
        ErrorCode.NoEndOfCall,
        $"with another Consistency than Immediate: {reason}",
        "Give it [Patchable(Consistency = Consistency.Immediate)].");

    public static Refusal EnumeratedLater { get; } = NoEndOfCall("its body runs while the caller enumerates, which may be later, or never to the end.");

    public static Refusal NoTask { get; } = NoEndOfCall(
        "it is asynchronous, and what it returns does not tell when it has ended: only Task and ValueTask do.");

    /// <summary>The whole sentence about a method that is marked by hand.</summary>
    public string About(string method) => $"{method} cannot be patchable: {Reason} {WayOut} {Unmark}";

    /// <summary>What is wrong where both marks stand in the same place.</summary>
    public static string ContradictoryMarks(string method) => $"{method} is marked [Patchable] and [NotPatchable] in the same place. Remove one of them.";
}
