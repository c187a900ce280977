using Hotpatch.Analyzers.Handles.Model;

namespace Hotpatch.Analyzers.Handles.Writing;

/// <summary>
/// Writes the class with the extension property that gives a type's handles. It stands in the global namespace, where it is found
/// whatever a file imports: <c>Shop.PriceService.Patches</c> needs no using directive.
/// </summary>
internal static class ExtensionWriter
{
    private const string EditorBrowsableNever
        = "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]";

    public static void Write(SourceWriter writer, HandleClass type, string @namespace)
    {
        var summary = $"/// <summary>The handles of the patchable methods of <see cref=\"{type.TargetId}\"/>.</summary>";
        writer.Line(summary);
        writer.Line(EditorBrowsableNever);

        // It would be covered where all is.
        writer.Line("[global::Hotpatch.NotPatchable]");
        writer.Line(HandleClassWriter.GeneratedCode);

        // Nobody wrote its one line, which nothing needs to run.
        writer.Line("[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]");
        writer.Lines(type.Attributes.Select(attribute => $"[{attribute}]"));
        writer.Line($"{(type.IsPublic ? "public" : "internal")} static class {type.ExtensionName}");
        writer.Open();
        foreach (var parameter in type.TypeParameters)
            writer.Line($"/// <typeparam name=\"{parameter.Name.TrimStart('@')}\">The type argument.</typeparam>");

        writer.Line($"extension{TypeParameterList.Declare(type.TypeParameters)}({type.Target})");
        writer.Indented(TypeParameterList.Constraints(type.TypeParameters));
        writer.Open();
        writer.Line(summary);
        var handles = $"global::{(@namespace.Length > 0 ? @namespace + "." : string.Empty)}{type.Name}{TypeParameterList.Use(type.TypeParameters)}";
        writer.Line($"public static {handles} Patches => default;");
        writer.Close();
        writer.Close();
    }
}
