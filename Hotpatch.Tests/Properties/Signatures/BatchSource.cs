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
    };

    public static string Whole(Batch batch) => Prelude.Text + Methods(batch);

    public static string Methods(Batch batch)
        => string.Join('\n', batch.Methods.SelectMany((method, index) => new[] { Hosted(method, Method(method, index)), Hosted(method with { Host = Host.Static }, Harness(WithoutDynamic(method), index)) }));

    // A call with a dynamic argument would be bound at run time, which takes no spans and pointers. To the runtime it is object.
    private static MethodSpec WithoutDynamic(MethodSpec method)
        => method with
        {
            Parameters = [.. method.Parameters.Select(parameter => parameter.Type.Name == "dynamic" ? parameter with { Type = parameter.Type with { Name = "object" } } : parameter)],
        };

    private static string Hosted(MethodSpec method, string text)
        => method.Host switch
        {
            Host.Static => $"unsafe partial class C {{ {text} }}",
            Host.Instance or Host.Virtual => $"unsafe partial class Instance {{ {text} }}",
            Host.Struct => $"unsafe partial struct Struct {{ {text} }}",
            Host.ReadonlyStruct => $"unsafe readonly partial struct ReadonlyStruct {{ {text} }}",
            Host.RefStruct => $"unsafe ref partial struct RefStruct {{ {text} }}",
            _ => $"unsafe partial interface Interface {{ {text} }}",
        };

    // Takes all into a number, and makes everything that it writes and returns of that.
    private static string Method(MethodSpec method, int index)
    {
        var modifier = method.Host switch { Host.Static => "static ", Host.Virtual => "virtual ", _ => string.Empty };
        var written = method.Parameters.Select((parameter, i) => parameter.IsWritten ? $"a{i} = {parameter.Type.Value($"s + {i}")}; " : string.Empty);
        var state = method.Host is Host.Instance or Host.Virtual or Host.Struct or Host.RefStruct ? "State += s; " : string.Empty;
        return $"[Patchable] public {modifier}{Returned(method)} M{index}({Parameters(method)}) {{ "
            + $"var s = V.Hash(\"M{index}\" + {Inputs(method, "State")}); {string.Concat(written)}{state}"
            + $"if (s % 5 == 0) throw new InvalidOperationException(\"M{index} \" + s); {Return(method, index)} }}";
    }

    private static string Return(MethodSpec method, int index)
        => method switch
        {
            { Return: null } => string.Empty,
            { ReturnMode: "" } => $"return {method.Return.Value("s + 77")};",
            _ => $"C.Cell{index} = {method.Return.Value("s + 77")}; return ref C.Cell{index};",
        };

    private static string Harness(MethodSpec method, int index)
        => $$"""
            {{(method is { Return: { IsRefStruct: false } cell } ? $"public static {cell.Name} Cell{index} = default!;" : string.Empty)}}
            public static string Run{{index}}(int s)
            {
                {{(method.Host == Host.Static ? string.Empty : $"{Scoped(method.Host == Host.RefStruct)}{Receivers[method.Host]} self = {New(method.Host)};")}}
                {{string.Concat(method.Parameters.Select((parameter, i) => $"{Scoped(parameter.Type.IsRefStruct)}{parameter.Type.Name} a{i} = {(parameter.IsRead ? parameter.Type.Value($"s + {i * 3}") : "default!")}; "))}}
                var input = {{Inputs(method, "self.State")}};
                var output = "";
                try { {{Call(method, method.Host == Host.Static ? $"M{index}" : $"self.M{index}", self: false)}} }
                catch (InvalidOperationException e) { output = "threw " + e.Message; }
                return input + "\u001f" + output + {{Inputs(method with { Parameters = [.. method.Parameters.Select(parameter => parameter with { Mode = "ref" })] }, "self.State")}};
            }
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
        => method.Host == Host.Static ? Parameters(method) : string.Join(", ", new[] { $"{SelfMode(method, "scoped ref ")}{Receivers[method.Host]} self", Parameters(method) }.Where(part => part.Length > 0));

    private static string Arguments(MethodSpec method, bool self)
        => string.Join(", ", (self && method.Host != Host.Static ? new[] { $"{SelfMode(method, "ref ")}self" } : []).Concat(method.Parameters.Select((parameter, i) => $"{parameter.ArgumentMode} a{i}".Trim())));

    private static string SelfMode(MethodSpec method, string mode) => method.Host is Host.Struct or Host.ReadonlyStruct or Host.RefStruct ? mode : string.Empty;

    private static string Scoped(bool isScoped) => isScoped ? "scoped " : string.Empty;

    private static string New(Host host) => host == Host.Interface ? "new Implementation(s)" : $"new {Receivers[host]}(s)";

    // One call: the compiler takes seconds for a thousand long chains of +.
    private static string Inputs(MethodSpec method, string state)
    {
        var self = method.Host == Host.Static ? Array.Empty<string>() : [$"V.S({state})"];
        var arguments = method.Parameters.Select((parameter, i) => parameter.IsRead ? parameter.Type.Show($"a{i}") : string.Empty).Where(text => text.Length > 0);
        return $"V.All({string.Join(", ", self.Concat(arguments))})";
    }
}
