namespace Hotpatch.Fody.Diagnostics;

/// <summary>Why a method can't be woven, and what the user can do instead. Builds and editors show the same text.</summary>
internal sealed record Refusal(ErrorCode Code, string Reason, string WayOut)
{
    private const string Unmark = "Or remove [Patchable] from it; if the mark is on its type, add [NotPatchable] to it.";

    private const string MoveBody = "Move its body to a method, call that method from it, and mark that method.";

    /// <summary>For an extern method that the runtime implements.</summary>
    public static Refusal NoBody { get; } = new(
        ErrorCode.NoBody, "it has no body in this assembly: the runtime implements it.", "Mark a method that calls it.");

    /// <summary>For an abstract method, which only its overrides or implementations give a body.</summary>
    public static Refusal Abstract { get; } = new(
        ErrorCode.NoBody, "it is abstract and has no body.", "Write [Patchable(Inherited = true)] to make its overrides or implementations patchable, or mark them.");

    public static Refusal StaticConstructor { get; } = new(ErrorCode.StaticConstructor, "it is a static constructor, which runs once.", MoveBody);

    public static Refusal VarArgs { get; } = new(ErrorCode.VarArgs, "it takes __arglist.", "Take an array instead.");

    public static Refusal ExplicitThis { get; } = new(ErrorCode.ExplicitThis, "its signature lists this as a parameter.", "Mark a method that calls it.");

    public static Refusal ConstructorShape(string obstacle) => new(ErrorCode.ConstructorShape, $"{obstacle}.", MoveBody);

    /// <summary>For a method with a gate, if nothing tells when a call of the method ends.</summary>
    private static Refusal NoEndOfCall(string reason) => new(
        ErrorCode.NoEndOfCall,
        $"its Consistency is not Immediate, but nothing tells when a call ends: {reason}",
        "Give it [Patchable(Consistency = Consistency.Immediate)].");

    public static Refusal EnumeratedLater { get; } = NoEndOfCall("its body runs while the caller enumerates the result, perhaps later, perhaps never to the end.");

    public static Refusal NoTask { get; } = NoEndOfCall(
        "it is asynchronous, but returns no Task or ValueTask.");

    /// <summary>Returns the error message for a method with a mark.</summary>
    public string About(string method) => $"{method} cannot be patchable: {Reason} {WayOut} {Unmark}";

    /// <summary>Returns the error message for a method with both marks in the same place.</summary>
    public static string ContradictoryMarks(string method) => $"{method} is marked [Patchable] and [NotPatchable] in the same place. Remove one of them.";
}
