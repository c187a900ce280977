using Hotpatch.Analyzers.Handles.Model;

namespace Hotpatch.Analyzers.Handles.Writing;

/// <summary>
/// Writes a handle class. It is the same for every language version. For a generic type, there is a second class for all instantiations.
/// </summary>
internal static class HandleClassWriter
{
    private static readonly string Version = typeof(HandleClassWriter).Assembly.GetName().Version.ToString(3);

    public static void Write(SourceWriter writer, HandleClass type, string? switchedOffBy)
    {
        WriteHandles(writer, type, switchedOffBy);
        if (type.AllName is not null)
            WriteForAllInstantiations(writer, type, switchedOffBy);
    }

    private static string GeneratedCode { get; } = $"[global::System.CodeDom.Compiler.GeneratedCode(\"Hotpatch.Analyzers\", \"{Version}\")]";

    private static string Access(HandleClass type) => type.Hosts.Count > 0 ? "private" : type.IsPublic ? "public" : "internal";

    private static void WriteHandles(SourceWriter writer, HandleClass type, string? switchedOffBy)
    {
        writer.Line($"/// <summary>The handles of the patchable methods of <see cref=\"{type.TargetId}\"/>.</summary>");
        foreach (var parameter in type.TypeParameters)
            writer.Line($"/// <typeparam name=\"{parameter.Name.TrimStart('@')}\">The type argument.</typeparam>");

        WriteAttributes(writer, type);
        writer.Line($"{Access(type)} static class {type.Name}{TypeParameterList.Declare(type.TypeParameters)}");
        writer.Indented(TypeParameterList.Constraints(type.TypeParameters));
        writer.Open();
        for (var i = 0; i < type.Handles.Count; i++)
        {
            if (i > 0)
                writer.Line();

            HandleWriter.Write(writer, type.Handles[i], switchedOffBy, onGenericType: type.AllName is not null);
        }

        writer.Close();
    }

    private static void WriteForAllInstantiations(SourceWriter writer, HandleClass type, string? switchedOffBy)
    {
        writer.Line();
        writer.Line($"/// <summary>The handles of the patchable methods of all instantiations of <see cref=\"{type.TargetId}\"/>.</summary>");
        WriteAttributes(writer, type);
        writer.Line($"{Access(type)} static class {type.AllName}");
        writer.Open();
        for (var i = 0; i < type.Handles.Count; i++)
        {
            if (i > 0)
                writer.Line();

            HandleWriter.WriteForAllInstantiations(writer, type.Handles[i], switchedOffBy);
        }

        writer.Close();
    }

    private static void WriteAttributes(SourceWriter writer, HandleClass type) => WriteAttributes(writer, type.TargetOpen, type.Attributes);

    /// <summary>Writes the attributes of every handle class.</summary>
    public static void WriteAttributes(SourceWriter writer, string target, IEnumerable<string> attributes)
    {
        writer.Line(GeneratedCode);
        // Coverage tools must not count the generated lines.
        writer.Line("[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]");
        writer.Line($"[global::Hotpatch.Woven.HandlesOf(typeof({target}))]");
        writer.Lines(attributes.Select(attribute => $"[{attribute}]"));
    }
}
