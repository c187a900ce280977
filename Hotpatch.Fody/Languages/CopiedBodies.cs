using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Selection;
using Mono.Cecil;

namespace Hotpatch.Fody.Languages;

/// <summary>
/// Warns about patchable methods whose bodies the F# compiler may have copied into their callers. Such callers don't call the stub, so they miss
/// every patch.
/// </summary>
/// <remarks>
/// The compilers of C# and Visual Basic copy no bodies. The JIT, crossgen and ILC inline bodies too, but only after weaving: they inline the
/// stub with its branch.
/// </remarks>
internal static class CopiedBodies
{
    private const int MostNames = 3;

    private const string Attribute = "[<MethodImpl(MethodImplOptions.NoInlining)>]";

    public static void Report(ModuleDefinition module, IReadOnlyList<SelectedType> types, WeaverLog log)
    {
        if (FSharpAssembly.Of(module) is not { } assembly)
            return;

        var suspects = types.SelectMany(All)
            .Where(method => assembly.MayCopy(method.Signature.Method) || assembly.IsBypassedByField(method.Signature.Method))
            .ToArray();
        foreach (var type in suspects.Where(method => method.Mark == Mark.ByHand).GroupBy(method => method.Signature.Method.DeclaringType))
        {
            if (type.Key.Has(KnownNames.Runtime.PatchableAttribute))
                Warn(assembly, [.. type], log);
            else
                type.ToList().ForEach(method => Warn(assembly, [method], log));
        }

        // The user marked none of these methods one by one, and can't add an attribute to each. So this is no warning.
        if (suspects.Where(method => method.Mark == Mark.ByScope).ToArray() is { Length: > 0 } covered)
            log.Info($"{ErrorCode.CopiedBody.Text()}: {Describe(covered)} covered by the scope. {Reason(covered)} {WayOut()}");
    }

    private static IEnumerable<SelectedMethod> All(SelectedType type) => type.Methods.Concat(type.Nested.SelectMany(All));

    private static void Warn(FSharpAssembly assembly, IReadOnlyList<SelectedMethod> methods, WeaverLog log)
    {
        var first = methods[0].Signature.Method;
        var wayOut = methods.Count == 1 && assembly.IsBypassedByField(first)
            ? $"Mark a member with a body and {Attribute} that returns the value."
            : WayOut();
        log.Warning(ErrorCode.CopiedBody, $"{Describe(methods)} patchable. {Reason(methods)} {wayOut}", SourceLocation.Of(first));
    }

    private static string Describe(IReadOnlyList<SelectedMethod> methods)
    {
        var names = string.Join(", ", methods.Take(MostNames).Select(method => method.Signature.Method.DisplayName()));
        var others = methods.Count - MostNames;
        return methods.Count == 1 ? $"{names} is" : others > 0 ? $"{names} and {others} other methods are" : $"{names} are";
    }

    private static string Reason(IReadOnlyList<SelectedMethod> methods)
        => $"The F# compiler may have copied {(methods.Count == 1 ? "its body" : "their bodies")} into F# callers, which then miss every patch.";

    private static string WayOut()
        => $"Add {Attribute} and remove inline, or set <Optimize>false</Optimize> in the project, or remove the mark. "
            + $"If no caller needs the patch, add {ErrorCode.CopiedBody.Text()} to the project's NoWarn.";
}
