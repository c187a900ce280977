namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>A delegate of a patch, as a message names it.</summary>
/// <param name="Name">The delegate.</param>
/// <param name="Instead">The delegate or member to call instead of the method.</param>
/// <param name="Repeats">How often the delegate runs if it calls the method.</param>
internal sealed record PatchRole(string Name, string Instead, string Repeats = "without end")
{
    private const string Original = "the handle's Original";

    public static PatchRole Replacement { get; } = new("replacement", Original);

    public static PatchRole Layer { get; } = new("layer", "the delegate that it wraps");

    public static PatchRole Condition { get; } = new("condition", Original);

    public static PatchRole Key { get; } = new("key selector", Original);

    public static PatchRole Canary { get; } = new("canary", Original, "for its share of the calls");
}
