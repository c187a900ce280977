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

    // The value of a member until the weaver fills it in. Members of a woven reference keep theirs, because the weaver need not run in this project.
    private static Func<Handle, bool, string> Value(HandleClass type, string? switchedOffBy)
        => (handle, isOfAll) => type.IsOfReference ? isOfAll ? HandleWriter.LookUpAll(type, handle) : HandleWriter.LookUp(type, handle)
            : type.IsOfCalls && switchedOffBy is null ? HandleWriter.NotCalled(handle) : HandleWriter.NotWoven(handle, switchedOffBy);

    private static string GeneratedCode { get; } = $"[global::System.CodeDom.Compiler.GeneratedCode(\"Hotpatch.Analyzers\", \"{Version}\")]";

    private static string Access(HandleClass type) => type.Hosts.Count > 0 ? "private" : type.IsPublic ? "public" : "internal";

    private static void WriteHandles(SourceWriter writer, HandleClass type, string? switchedOffBy)
    {
        writer.Line(SummaryOf(type, string.Empty));
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

            HandleWriter.Write(writer, type.Handles[i], Value(type, switchedOffBy), onGenericType: type.AllName is not null);
        }

        writer.Close();
    }

    private static void WriteForAllInstantiations(SourceWriter writer, HandleClass type, string? switchedOffBy)
    {
        writer.Line();
        writer.Line(SummaryOf(type, "all instantiations of "));
        WriteAttributes(writer, type);
        writer.Line($"{Access(type)} static class {type.AllName}");
        writer.Open();
        for (var i = 0; i < type.Handles.Count; i++)
        {
            if (i > 0)
                writer.Line();

            HandleWriter.WriteForAllInstantiations(writer, type.Handles[i], Value(type, switchedOffBy));
        }

        writer.Close();
    }

    /// <summary>Returns the comment of a class or of an extension property.</summary>
    /// <param name="type">The handle class.</param>
    /// <param name="instantiations">The instantiations of a generic type; empty for the type itself.</param>
    public static string SummaryOf(HandleClass type, string instantiations)
        => $"/// <summary>The handles of {Subject(type)} {instantiations}<see cref=\"{type.TargetId}\"/>.</summary>";

    private static string Subject(HandleClass type)
        => (type.IsOfCalls, type.IsOfAllCalls) switch
        {
            (false, _) => "the patchable methods of",
            (true, false) => "this assembly's calls to methods of",
            (true, true) => "the calls of all assemblies to methods of",
        };

    private static void WriteAttributes(SourceWriter writer, HandleClass type)
    {
        // Another project that sees the internals of this one may have calls to the same type.
        if ((type.IsOfCalls || type.IsOfReference) && HidingAttribute.IsPossible)
            writer.Line(HidingAttribute.Use);

        WriteAttributes(writer, type, type.Attributes);
    }

    /// <summary>Writes the attributes of every handle class.</summary>
    public static void WriteAttributes(SourceWriter writer, HandleClass type, IEnumerable<string> attributes)
    {
        writer.Line(GeneratedCode);
        // Coverage tools must not count the generated lines.
        writer.Line("[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]");
        writer.Line($"[global::Hotpatch.Woven.{(type.IsOfCalls ? "CallsOf" : "HandlesOf")}(typeof({type.TargetOpen}){(type.IsOfAllCalls ? ", OfAllAssemblies = true" : string.Empty)})]");
        writer.Lines(attributes.Select(attribute => $"[{attribute}]"));
    }
}
