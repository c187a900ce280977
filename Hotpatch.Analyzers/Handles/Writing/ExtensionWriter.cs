using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;

namespace Hotpatch.Analyzers.Handles.Writing;

/// <summary>
/// Writes the extension property <c>PriceService.Patches</c>, and the struct that it returns, whose members call those of the handle class. All of it is
/// internal, so that no assembly depends on the language version of another.
/// </summary>
internal static class ExtensionWriter
{
    public const string EditorBrowsableNever
        = "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]";

    /// <param name="writer">The writer.</param>
    /// <param name="type">The handle class.</param>
    /// <param name="namespace">The namespace of the handle class; empty for the global namespace.</param>
    public static void Write(SourceWriter writer, HandleClass type, string @namespace)
    {
        if (type.MembersName is not { } members)
            return;

        var declared = TypeParameterList.Declare(type.TypeParameters);
        writer.Line(EditorBrowsableNever);
        writer.Line($"internal readonly struct {members}{declared}");
        writer.Indented(TypeParameterList.Constraints(type.TypeParameters));
        writer.Open();
        var holder = new Holder(type, @namespace);
        for (var i = 0; i < type.Handles.Count; i++)
        {
            if (i > 0)
                writer.Line();

            HandleWriter.WriteForward(writer, type.Handles[i], holder, onGenericType: type.AllName is not null);
        }

        writer.Close();
        writer.Line();

        foreach (var parameter in type.TypeParameters)
            writer.Line($"/// <typeparam name=\"{parameter.Name.TrimStart('@')}\">The type argument.</typeparam>");

        writer.Line($"extension{declared}({type.Target})");
        writer.Indented(TypeParameterList.Constraints(type.TypeParameters));
        writer.Open();
        writer.Line(HandleClassWriter.SummaryOf(type, string.Empty));
        writer.Line($"internal static {members}{TypeParameterList.Use(type.TypeParameters)} {type.Property} => default;");
        writer.Close();
    }

    /// <summary>The names of the handle class in other code.</summary>
    public sealed class Holder(HandleClass type, string @namespace)
    {
        private readonly string _prefix = @namespace.Length > 0 ? @namespace + "." : string.Empty;

        /// <summary>The name in source, with type parameters.</summary>
        public string Name => $"global::{_prefix}{type.Name}{TypeParameterList.Use(type.TypeParameters)}";

        /// <summary>The name in documentation comments.</summary>
        public string Id => (_prefix + type.Name).Replace("@", string.Empty) + Identifiers.Arity("`", type.TypeParameters.Count);
    }
}
