using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;

namespace Hotpatch.Analyzers.Handles.Writing;

/// <summary>Writes the members for one method.</summary>
internal static class HandleWriter
{
    private const string Static = "static ";
    private const string Generic = "global::Hotpatch.GenericPatchHandle";

    /// <summary>The members of <c>object</c> that a property of the same name hides.</summary>
    private static readonly HashSet<string> OfObject
        = ["Equals", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>The members of <c>object</c> that a method without parameters hides.</summary>
    private static readonly HashSet<string> MethodsOfObject = ["GetHashCode", "GetType", "MemberwiseClone", "ToString"];

    public static void Write(SourceWriter writer, Handle handle, Func<Handle, bool, string> value, bool onGenericType)
    {
        if (handle.Delegate is { } declared)
        {
            WriteDelegate(writer, handle, declared);
            writer.Line();
        }

        var type = Typed(handle, handle.DelegateType);
        if (handle.TypeParameters.Count == 0)
        {
            WriteAttributes(writer, handle, handle.Documentation);
            WriteMember(writer, handle, Static, OfObject, type, string.Empty, [], value(handle, false));
            return;
        }

        WriteAttributes(writer, handle, handle.Documentation.Concat(handle.TypeParameters.Select(
            parameter => $"/// <typeparam name=\"{parameter.Name.TrimStart('@')}\">The type argument.</typeparam>")));
        WriteMember(writer, handle, Static, [], type, TypeParameterList.Declare(handle.TypeParameters) + "()", handle.TypeParameters, value(handle, false));
        if (onGenericType)
            return;

        writer.Line();
        WriteAttributes(writer, handle, Documentation.ForAllInstantiations(handle.Documentation));
        WriteMember(writer, handle with { IsUnsafe = false }, Static, MethodsOfObject, Generic, "()", [], value(handle, true));
    }

    public static void WriteForAllInstantiations(SourceWriter writer, Handle handle, Func<Handle, bool, string> value)
    {
        WriteAttributes(writer, handle, Documentation.ForAllInstantiations(handle.Documentation));
        WriteMember(writer, handle with { IsUnsafe = false }, Static, OfObject, Generic, string.Empty, [], value(handle, true));
    }

    /// <summary>Writes the members of the struct that the extension property returns. They call those of the handle class.</summary>
    public static void WriteForward(SourceWriter writer, Handle handle, ExtensionWriter.Holder holder, bool onGenericType)
    {
        var name = Identifiers.Escape(handle.Name);
        var type = Typed(handle, handle.Delegate is null ? handle.DelegateType : $"{holder.Name}.{handle.DelegateType}");
        handle = handle with { IsPublic = false };
        if (handle.TypeParameters.Count == 0)
        {
            WriteAttributes(writer, handle, [Inherit($"P:{holder.Id}.{handle.Name}")]);
            WriteMember(writer, handle, string.Empty, OfObject, type, string.Empty, [], $"{holder.Name}.{name}");
            return;
        }

        var id = $"M:{holder.Id}.{handle.Name}";
        var arguments = TypeParameterList.Use(handle.TypeParameters);
        WriteAttributes(writer, handle, [Inherit(id + Identifiers.Arity("``", handle.TypeParameters.Count))]);
        WriteMember(
            writer, handle, string.Empty, [], type, TypeParameterList.Declare(handle.TypeParameters) + "()", handle.TypeParameters, $"{holder.Name}.{name}{arguments}()");
        if (onGenericType)
            return;

        writer.Line();
        WriteAttributes(writer, handle, [Inherit(id)]);
        WriteMember(writer, handle with { IsUnsafe = false }, string.Empty, MethodsOfObject, Generic, "()", [], $"{holder.Name}.{name}()");
    }

    private static string Typed(Handle handle, string delegateType)
        => handle.IsUntyped ? "global::Hotpatch.PatchHandle" : $"global::Hotpatch.PatchHandle<{delegateType}>";

    private static string Inherit(string id) => $"/// <inheritdoc cref=\"{id}\"/>";

    // Name the property that switched weaving off: in a program that is compiled ahead of time, the note in the assembly is lost.
    /// <summary>Returns the value of a handle of calls that nothing makes.</summary>
    public static string NotCalled(Handle handle) => $"throw global::Hotpatch.Woven.DeclaredHandle.NotCalled({Identifiers.Literal(handle.FullName)})";

    /// <summary>Returns the value of a handle whose method was not woven.</summary>
    public static string NotWoven(Handle handle, string? switchedOffBy)
        => $"throw global::Hotpatch.Woven.DeclaredHandle.NotWoven({Identifiers.Literal(handle.FullName)}{(switchedOffBy is null ? string.Empty : ", " + Identifiers.Literal(switchedOffBy))})";

    /// <summary>Returns the look-up of a handle of a woven reference.</summary>
    public static string LookUp(HandleClass type, Handle handle)
    {
        var arguments = string.Concat(handle.TypeParameters.Select(parameter => $", typeof({parameter.Name})"));
        return handle.IsUntyped
            ? $"global::Hotpatch.Woven.DeclaredHandle.OfReference(typeof({type.Target}), {Identifiers.Literal(handle.Method)}, typeof({handle.DelegateType}){arguments})"
            : $"{LookUp(handle.DelegateType)}(typeof({type.Target}), {Identifiers.Literal(handle.Method)}{arguments})";
    }

    // The look-up names the router, so that trimming and NativeAOT keep it.
    private static string LookUp(string delegateType)
        => RouterNameText.Of(delegateType) is { } router
            ? $"global::Hotpatch.Woven.DeclaredHandle.OfReference<{delegateType}, {router}>"
            : $"global::Hotpatch.Patchable.For<{delegateType}>";

    /// <summary>Returns the look-up of the handle of all instantiations of a method of a woven reference.</summary>
    public static string LookUpAll(HandleClass type, Handle handle)
        => $"global::Hotpatch.Woven.DeclaredHandle.GenericOfReference(typeof({type.TargetOpen}), {Identifiers.Literal(handle.FullName)})";

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

    public static void WriteAttributes(SourceWriter writer, Handle handle, IEnumerable<string> documentation)
    {
        writer.Lines(documentation);
        writer.Lines(handle.Attributes.Select(attribute => $"[{attribute}]"));
        writer.Line($"[global::Hotpatch.Woven.HandleOf({Identifiers.Literal(handle.Method)}, isStatic: {(handle.IsStatic ? "true" : "false")})]");
    }

    private static void WriteMember(
        SourceWriter writer,
        Handle handle,
        string @static,
        HashSet<string> hidden,
        string type,
        string parameters,
        IReadOnlyCollection<TypeParameter> constraints,
        string value)
    {
        var hiding = hidden.Contains(handle.Name) ? "new " : string.Empty;
        var modifiers = $"{Access(handle)}{@static}{hiding}{Unsafe(handle)}";
        var body = $"=> {value};";
        var requirements = handle.Requirements.Select(attribute => $"[{attribute}]");
        var isProperty = parameters.Length == 0;
        if (!isProperty)
            writer.Lines(requirements);

        writer.Line($"{modifiers}{type} {Identifiers.Escape(handle.Name)}{parameters}");
        if (isProperty && handle.Requirements.Count > 0)
        {
            // These attributes are for methods.
            writer.Open();
            writer.Lines(requirements);
            writer.Line("get " + body);
            writer.Close();
            return;
        }

        writer.Indented(TypeParameterList.Constraints(constraints).Append(body));
    }

    private static string Access(Handle handle) => handle.IsPublic ? "public " : "internal ";

    private static string Unsafe(Handle handle) => handle.IsUnsafe ? "unsafe " : string.Empty;

    private static IEnumerable<string> WithEnd(string[] lines, string end)
        => lines.Select((line, index) => index == lines.Length - 1 ? line + end : line);
}
