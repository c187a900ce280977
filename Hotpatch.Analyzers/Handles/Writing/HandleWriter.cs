using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;

namespace Hotpatch.Analyzers.Handles.Writing;

/// <summary>Writes the members for one method.</summary>
internal static class HandleWriter
{
    private const string Generic = "global::Hotpatch.GenericPatchHandle";

    /// <summary>The members of object that a property of the same name hides.</summary>
    private static readonly HashSet<string> OfObject
        = ["Equals", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>Those that a method without parameters hides.</summary>
    private static readonly HashSet<string> MethodsOfObject = ["GetHashCode", "GetType", "MemberwiseClone", "ToString"];

    public static void Write(SourceWriter writer, Handle handle, bool isStatic, bool onGenericType)
    {
        if (handle.Delegate is { } declared)
        {
            WriteDelegate(writer, handle, declared);
            writer.Line();
        }

        var type = $"global::Hotpatch.PatchHandle<{handle.DelegateType}>";
        if (handle.TypeParameters.Count == 0)
        {
            WriteAttributes(writer, handle, handle.Documentation);
            WriteMember(writer, handle, isStatic, OfObject, type, string.Empty, constraints: []);
            return;
        }

        WriteAttributes(writer, handle, handle.Documentation.Concat(handle.TypeParameters.Select(
            parameter => $"/// <typeparam name=\"{parameter.Name.TrimStart('@')}\">The type argument.</typeparam>")));
        WriteMember(writer, handle, isStatic, [], type, TypeParameterList.Declare(handle.TypeParameters) + "()", handle.TypeParameters);
        if (onGenericType)
            return;

        writer.Line();
        WriteAttributes(writer, handle, Documentation.ForAllInstantiations(handle.Documentation));
        WriteMember(writer, handle with { IsUnsafe = false }, isStatic, MethodsOfObject, Generic, "()", constraints: []);
    }

    public static void WriteForAllInstantiations(SourceWriter writer, Handle handle)
    {
        WriteAttributes(writer, handle, Documentation.ForAllInstantiations(handle.Documentation));
        WriteMember(writer, handle with { IsUnsafe = false }, isStatic: true, OfObject, Generic, string.Empty, constraints: []);
    }

    private static void WriteDelegate(SourceWriter writer, Handle handle, HandleDelegate declared)
    {
        writer.Lines(declared.Documentation);
        writer.Lines(handle.Attributes.Select(attribute => $"[{attribute}]"));
        writer.Lines(declared.ReturnAttributes.Select(attribute => $"[return: {attribute}]"));
        var constraints = TypeParameterList.Constraints(handle.TypeParameters).ToArray();
        var head = $"{Access(handle)}{Unsafe(handle)}delegate {declared.ReturnType} {declared.Name}"
            + $"{TypeParameterList.Declare(handle.TypeParameters)}({string.Join(", ", declared.Parameters)})";
        writer.Line(constraints.Length == 0 ? head + ";" : head);
        writer.Indented(WithEnd(constraints, ";"));
    }

    private static void WriteAttributes(SourceWriter writer, Handle handle, IEnumerable<string> documentation)
    {
        writer.Lines(documentation);
        writer.Lines(handle.Attributes.Select(attribute => $"[{attribute}]"));
        writer.Line($"[global::Hotpatch.Woven.HandleOf({Identifiers.Literal(handle.Method)}, isStatic: {(handle.IsStatic ? "true" : "false")})]");
    }

    private static void WriteMember(
        SourceWriter writer,
        Handle handle,
        bool isStatic,
        HashSet<string> hidden,
        string type,
        string parameters,
        IReadOnlyCollection<TypeParameter> constraints)
    {
        var hiding = hidden.Contains(handle.Name) ? "new " : string.Empty;
        var modifiers = $"{Access(handle)}{(isStatic ? "static " : string.Empty)}{hiding}{Unsafe(handle)}";
        writer.Line($"{modifiers}{type} {Identifiers.Escape(handle.Name)}{parameters}");
        writer.Indented(TypeParameterList.Constraints(constraints).Append(
            $"=> throw global::Hotpatch.Woven.DeclaredHandle.NotWoven({Identifiers.Literal(handle.FullName)});"));
    }

    private static string Access(Handle handle) => handle.IsPublic ? "public " : "internal ";

    private static string Unsafe(Handle handle) => handle.IsUnsafe ? "unsafe " : string.Empty;

    private static IEnumerable<string> WithEnd(string[] lines, string end)
        => lines.Select((line, index) => index == lines.Length - 1 ? line + end : line);
}
