using Hotpatch.Analyzers.Handles.Model;

namespace Hotpatch.Analyzers.Handles.Writing;

/// <summary>
/// Writes a generated type: a struct that an extension property gives, or a static class; and for a generic type a static class with the
/// handles for all instantiations.
/// </summary>
internal static class HandleClassWriter
{
    private static readonly string Version = typeof(HandleClassWriter).Assembly.GetName().Version.ToString(3);

    public static void Write(SourceWriter writer, HandleClass type)
    {
        WriteHandles(writer, type);
        if (type.AllName is not null)
            WriteForAllInstantiations(writer, type);
    }

    /// <summary>The attribute that says who wrote it.</summary>
    public static string GeneratedCode { get; } = $"[global::System.CodeDom.Compiler.GeneratedCode(\"Hotpatch.Analyzers\", \"{Version}\")]";

    private static string Access(HandleClass type) => type.Hosts.Count > 0 ? "private" : type.IsPublic ? "public" : "internal";

    private static void WriteHandles(SourceWriter writer, HandleClass type)
    {
        var isStatic = type.ExtensionName is null;
        writer.Line($"/// <summary>The handles of the patchable methods of <see cref=\"{type.TargetId}\"/>.</summary>");
        foreach (var parameter in type.TypeParameters)
            writer.Line($"/// <typeparam name=\"{parameter.Name.TrimStart('@')}\">The type argument.</typeparam>");

        WriteAttributes(writer, type);
        writer.Line($"{Access(type)} {(isStatic ? "static class" : "readonly struct")} {type.Name}{TypeParameterList.Declare(type.TypeParameters)}");
        writer.Indented(TypeParameterList.Constraints(type.TypeParameters));
        writer.Open();
        for (var i = 0; i < type.Handles.Count; i++)
        {
            if (i > 0)
                writer.Line();

            HandleWriter.Write(writer, type.Handles[i], isStatic, onGenericType: type.AllName is not null);
        }

        writer.Close();
    }

    private static void WriteForAllInstantiations(SourceWriter writer, HandleClass type)
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

            HandleWriter.WriteForAllInstantiations(writer, type.Handles[i]);
        }

        writer.Close();
    }

    private static void WriteAttributes(SourceWriter writer, HandleClass type)
    {
        writer.Line(GeneratedCode);
        writer.Line($"[global::Hotpatch.Woven.HandlesOf(typeof({type.TargetOpen}))]");
        writer.Lines(type.Attributes.Select(attribute => $"[{attribute}]"));
    }
}
