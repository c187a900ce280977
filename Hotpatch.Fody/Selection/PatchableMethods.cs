using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Finds the methods that are marked, and reports those among them that cannot be woven.</summary>
internal static class PatchableMethods
{
    public static IReadOnlyList<SelectedType> Select(ModuleDefinition module, WeaverLog log)
        => module.Types.Select(type => Select(log, type)).OfType<SelectedType>().ToArray();

    private static SelectedType? Select(WeaverLog log, TypeDefinition type)
    {
        var marks = new Marks(type);
        var methods = type.Methods.Where(method => IsSelected(log, marks, method)).ToArray();
        var nested = type.NestedTypes.Select(candidate => Select(log, candidate)).OfType<SelectedType>().ToArray();
        return methods.Length + nested.Length > 0 ? new SelectedType(type, methods, nested) : null;
    }

    private static bool IsSelected(WeaverLog log, Marks marks, MethodDefinition method)
    {
        try
        {
            if (!marks.IsMarked(method))
                return false;

            if (Refusals.Find(method) is { } refusal)
            {
                throw new HotpatchWeavingException(
                    refusal.Code, $"{method.DisplayName()} cannot be patchable: {refusal.Reason} {refusal.WayOut}", SourceLocation.Of(method));
            }

            // Looked up now, while nothing is woven yet.
            _ = MethodSignature.Of(method).FitsFunc;
            return true;
        }
        catch (HotpatchWeavingException exception)
        {
            log.Error(exception);
            return false;
        }
    }
}
