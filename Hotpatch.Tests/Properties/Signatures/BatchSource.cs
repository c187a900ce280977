namespace Hotpatch.Tests.Properties.Signatures;

/// <summary>
/// Writes a batch as source: the methods M0, M1, …, for each a method that calls it and tells all that it did as text, and a replacement
/// that notes its arguments and calls the original.
/// </summary>
internal static class BatchSource
{
    private static readonly Dictionary<Host, string> Receivers = new()
    {
        [Host.Instance] = "Instance",
        [Host.Virtual] = "Instance",
        [Host.Struct] = "Struct",
        [Host.ReadonlyStruct] = "ReadonlyStruct",
        [Host.RefStruct] = "RefStruct",
        [Host.Interface] = "Interface",
        [Host.Generic] = "Generic<TItem>",
        [Host.GenericStruct] = "GenericStruct<TItem>",
    };

    public static string Whole(Batch batch) => Prelude.Text + Methods(batch);

    public static string Methods(Batch batch)
        => string.Join('\n', batch.Methods.SelectMany((method, index) => new[] { Declaration(method, index), Hosted(method with { Host = Host.Static }, Caller(method, index)) }));

    /// <summary>The methods alone, for an assembly of their own.</summary>
    public static string Library(Batch batch) => Prelude.Text + string.Join('\n', batch.Methods.Select(Declaration));

    /// <summary>The callers alone, for an assembly that references that of the methods.</summary>
    public static string Callers(Batch batch)
        => "using static C;\n" + Prelude.Usings + string.Join('\n', batch.Methods.Select((method, index) => $"unsafe partial class Callers {{ {Caller(method, index)} }}"));

    private static string Declaration(MethodSpec method, int index) => Hosted(method, Method(method, index)) + "\n" + Cell(method, index);

    private static string Caller(MethodSpec method, int index) => ForCallers(method, Harness(WithoutDynamic(method), index));

    // Where a method that returns a reference has what that refers to.
    private static string Cell(MethodSpec method, int index)
        => method is { Return: { IsRefStruct: false } type }
            ? $"public static unsafe class Cell{index}{(method.IsGeneric ? "<TItem>" : string.Empty)} {{ public static {type.Name} Value = default!; }}"
            : string.Empty;

    private static string ForCallers(MethodSpec method, string text) => text.Replace("TItem", method.Item, StringComparison.Ordinal);

    // A call with a dynamic argument would be bound at run time, which takes no spans and pointers. To the runtime it is object.
    private static MethodSpec WithoutDynamic(MethodSpec method)
        => method with
        {
            Parameters = [.. method.Parameters.Select(parameter => parameter.Type.Name == "dynamic" ? parameter with { Type = parameter.Type with { Name = "object" } } : parameter)],
        };

    private static string Hosted(MethodSpec method, string text)
        => method.Host switch
        {
            Host.Static or Host.GenericMethod => $"unsafe partial class C {{ {text} }}",
            Host.Instance or Host.Virtual => $"unsafe partial class Instance {{ {text} }}",
            Host.Struct => $"unsafe partial struct Struct {{ {text} }}",
            Host.ReadonlyStruct => $"unsafe readonly partial struct ReadonlyStruct {{ {text} }}",
            Host.RefStruct => $"unsafe ref partial struct RefStruct {{ {text} }}",
            Host.Generic => $"unsafe partial class Generic<TItem> {{ {text} }}",
            Host.GenericStruct => $"unsafe partial struct GenericStruct<TItem> {{ {text} }}",
            _ => $"unsafe partial interface Interface {{ {text} }}",
        };

    // Takes all into a number, and makes everything that it writes and returns of that.
    private static string Method(MethodSpec method, int index)
    {
        var modifier = method.Host switch { Host.Static or Host.GenericMethod => "static ", Host.Virtual => "virtual ", _ => string.Empty };
        var written = method.Parameters.Select((parameter, i) => parameter.IsWritten ? $"a{i} = {parameter.Type.Value($"s + {i}")}; " : string.Empty);
        var state = method.Host is Host.Instance or Host.Virtual or Host.Struct or Host.RefStruct or Host.Generic or Host.GenericStruct ? "State += s; " : string.Empty;
        return $"[Patchable] public {modifier}{Returned(method)} M{index}{(method.Host == Host.GenericMethod ? "<TItem>" : string.Empty)}({Parameters(method)}) {{ "
            + $"var s = V.Hash(\"M{index}\" + {Inputs(method, "State")}); {string.Concat(written)}{state}"
            + $"if (s % 5 == 0) throw new InvalidOperationException(\"M{index} \" + s); {Return(method, index)} }}";
    }

    private static string Return(MethodSpec method, int index)
        => method switch
        {
            { Return: null } => string.Empty,
            { ReturnMode: "" } => $"return {method.Return.Value("s + 77")};",
            { IsGeneric: true } => $"Cell{index}<TItem>.Value = {method.Return.Value("s + 77")}; return ref Cell{index}<TItem>.Value;",
            _ => $"Cell{index}.Value = {method.Return.Value("s + 77")}; return ref Cell{index}.Value;",
        };

    private static string Harness(MethodSpec method, int index)
        => $$"""
            public static string Run{{index}}(int s)
            {
                {{(method.IsStatic ? string.Empty : $"{Scoped(method.Host == Host.RefStruct)}{Receivers[method.Host]} self = {New(method.Host)};")}}
                {{string.Concat(method.Parameters.Select((parameter, i) => $"{Scoped(parameter.Type.IsRefStruct)}{parameter.Type.Name} a{i} = {(parameter.IsRead ? parameter.Type.Value($"s + {i * 3}") : "default!")}; "))}}
                var input = {{Inputs(method, "self.State")}};
                var output = "";
                try { {{Call(method, $"{(method.IsStatic ? string.Empty : "self.")}M{index}{(method.Host == Host.GenericMethod ? "<TItem>" : string.Empty)}", self: false)}} }
                catch (InvalidOperationException e) { output = "threw " + e.Message; }
                return input + "\u001f" + output + {{Inputs(method with { Parameters = [.. method.Parameters.Select(parameter => parameter with { Mode = "ref" })] }, "self.State")}};
            }
            public static readonly Type Item{{index}} = typeof({{method.Item}});
            public delegate {{Returned(method)}} D{{index}}({{WithSelf(method)}});
            public static D{{index}} Original{{index}} = null!;
            public static {{Returned(method)}} Replacement{{index}}({{WithSelf(method)}}) { V.Seen.Add({{Inputs(method, "self.State")}}); {{Pass(method, index)}} }
            """;

    private static string Call(MethodSpec method, string target, bool self)
    {
        var call = $"{target}({Arguments(method, self)})";
        return method switch
        {
            { Return: null } => $"{call}; output = \"void\";",
            { ReturnMode: "" } => $"var r = {call}; output = {method.Return.Show("r")};",
            _ => $"{method.ReturnMode} var r = ref {call}; output = {method.Return.Show("r")};",
        };
    }

    private static string Pass(MethodSpec method, int index)
        => $"{(method.Return is null ? string.Empty : method.ReturnMode.Length > 0 ? "return ref " : "return ")}Original{index}({Arguments(method, self: true)});";

    private static string Returned(MethodSpec method) => $"{method.ReturnMode} {method.Return?.Name ?? "void"}".Trim();

    private static string Parameters(MethodSpec method)
        => string.Join(", ", method.Parameters.Select((parameter, i) => $"{Scoped(parameter.IsByRef && parameter.Mode != "out")}{parameter.Mode} {parameter.Type.Name} a{i}".Trim()));

    private static string WithSelf(MethodSpec method)
        => method.IsStatic ? Parameters(method) : string.Join(", ", new[] { $"{SelfMode(method, "scoped ref ")}{Receivers[method.Host]} self", Parameters(method) }.Where(part => part.Length > 0));

    private static string Arguments(MethodSpec method, bool self)
        => string.Join(", ", (self && !method.IsStatic ? new[] { $"{SelfMode(method, "ref ")}self" } : []).Concat(method.Parameters.Select((parameter, i) => $"{parameter.ArgumentMode} a{i}".Trim())));

    private static string SelfMode(MethodSpec method, string mode) => method.IsStruct ? mode : string.Empty;

    private static string Scoped(bool isScoped) => isScoped ? "scoped " : string.Empty;

    private static string New(Host host) => host == Host.Interface ? "new Implementation(s)" : $"new {Receivers[host]}(s)";

    // One call: the compiler takes seconds for a thousand long chains of +.
    private static string Inputs(MethodSpec method, string state)
    {
        var self = method.IsStatic ? Array.Empty<string>() : [$"V.S({state})"];
        var arguments = method.Parameters.Select((parameter, i) => parameter.IsRead ? parameter.Type.Show($"a{i}") : string.Empty).Where(text => text.Length > 0);
        return $"V.All({string.Join(", ", self.Concat(arguments))})";
    }
}
