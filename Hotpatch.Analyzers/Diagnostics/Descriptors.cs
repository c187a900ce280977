using Hotpatch.Fody.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Diagnostics;

/// <summary>The rules for marks and for code that patches. If the build reports the same problem, the whole message comes from the weaver's sources.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor UnknownConfiguration = new(
        id: "HP0004", title: "Unknown configuration", messageFormat: "{0}", category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleDefaults.Page + "#hp0004-unknown-configuration");

    public static readonly DiagnosticDescriptor ContradictoryMarks = new(
        id: "HP0006", title: "Contradictory marks", messageFormat: "{0}", category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleDefaults.Page + "#hp0006-contradictory-marks");

    public static readonly DiagnosticDescriptor PatternWithoutMatch = new(
        id: "HP0007", title: "Pattern without match", messageFormat: "{0}", category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleDefaults.Page + "#hp0007-pattern-without-match",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor StaticConstructor = new(
        id: "HP0013", title: "Static constructor", messageFormat: "{0}", category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleDefaults.Page + "#hp0013-static-constructor");

    public static readonly DiagnosticDescriptor NoBody = new(
        id: "HP0016", title: "No body", messageFormat: "{0}", category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleDefaults.Page + "#hp0016-no-body");

    public static readonly DiagnosticDescriptor VarArgs = new(
        id: "HP0018", title: "__arglist", messageFormat: "{0}", category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleDefaults.Page + "#hp0018-__arglist");

    public static readonly DiagnosticDescriptor NoEndOfCall = new(
        id: "HP0023", title: "No end of the call", messageFormat: "{0}", category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleDefaults.Page + "#hp0023-no-end-of-the-call");

    public static readonly DiagnosticDescriptor MarkWithoutEffect = new(
        id: "HP0032", title: "Mark without effect", messageFormat: "[{0}] has no effect here: {1}. Remove it.", category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleDefaults.Page + "#hp0032-mark-without-effect",
        customTags: WellKnownDiagnosticTags.Unnecessary);

    public static readonly DiagnosticDescriptor CallsItself = new(
        id: "HP0033", title: "Replacement that calls itself",
        messageFormat: "The {1} of {0} calls {0}, which runs the {1} again, {3}. Call {2} instead.",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0033-replacement-that-calls-itself");

    public static readonly DiagnosticDescriptor DiscardedScope = new(
        id: "HP0034", title: "Discarded scope",
        messageFormat: "The {0}, so nothing ends it. Write using, {1}.",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0034-discarded-scope");

    public static readonly DiagnosticDescriptor BoundDelegate = new(
        id: "HP0035", title: "Delegate bound to an instance",
        messageFormat: "{0}: a patch holds for all instances, but this delegate is bound to one. Use the method's handle by name.",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0035-delegate-bound-to-an-instance");

    public static readonly DiagnosticDescriptor WeaverMissing = new(
        id: "HP0036", title: "Weaver missing", messageFormat: "[Patchable] is used, but nothing makes the methods patchable: {0}", category: RuleDefaults.Category,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleDefaults.Page + "#hp0036-weaver-missing",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor HandleOfBase = new(
        id: "HP0039", title: "Handle of a base type",
        messageFormat: "This is the handle of {0}, {1}",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0039-handle-of-a-base-type");

    public static readonly DiagnosticDescriptor WithoutOriginal = new(
        id: "HP0050", title: "Constructor without an original",
        messageFormat: "{0} has no original: its body and the arguments of its this(…) or base(…) share {1}, so the body stays in place. "
            + "Use Patch or PatchScoped, or give the arguments a variable of their own.",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0050-constructor-without-an-original");

    public static readonly DiagnosticDescriptor GeneratedWithoutHandle = new(
        id: "HP0047", title: "Generated method without a handle by name",
        messageFormat: "{0} is patchable, but has no handle by name: another source generator writes it, or writes a type in its signature. Use {1}.",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0047-generated-method-without-a-handle-by-name");

    public static readonly DiagnosticDescriptor InheritedByNone = new(
        id: "HP0048", title: "Inherited by none",
        messageFormat: "Inherited = true has no effect here: no type can override or implement this member. Remove it.",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0048-inherited-by-none",
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor ExtensionMissing = new(
        id: "HP0049", title: "No handles here",
        messageFormat: "{0}.{1} does not exist: {2}",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0049-no-handles-here");

    public static readonly DiagnosticDescriptor FlowPatchInAsync = new(
        id: "HP0051", title: "Flow patch begun in an async method",
        messageFormat: "{0} is called in an async {1}, so the flow patch ends for the caller with that {1}. Begin it in a method that is not async.",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0051-flow-patch-begun-in-an-async-method");

    public static readonly DiagnosticDescriptor UnappliedSet = new(
        id: "HP0052", title: "Patch set that is never applied",
        messageFormat: "The patch set is never applied, so none of its patches takes effect. Call Apply.",
        category: RuleDefaults.Category, defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true,
        helpLinkUri: RuleDefaults.Page + "#hp0052-patch-set-that-is-never-applied");

    /// <summary>Returns the rule for a method that the weaver would refuse.</summary>
    public static DiagnosticDescriptor Of(Refusal refusal) => refusal.Code switch
    {
        ErrorCode.NoBody => NoBody,
        ErrorCode.StaticConstructor => StaticConstructor,
        ErrorCode.VarArgs => VarArgs,
        ErrorCode.NoEndOfCall => NoEndOfCall,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Code, "No rule of the analyzers has this code."),
    };
}
