namespace Hotpatch.Tests.Properties.Signatures;

/// <summary>Where a generated method stands. A place for generic types: more hosts, whose receivers name their arguments.</summary>
internal enum Host
{
    Static,
    Instance,
    Virtual,
    Struct,
    ReadonlyStruct,
    RefStruct,
    Interface,
}

/// <summary>A parameter: its type and the words before it.</summary>
internal sealed record ParameterSpec(TypeSpec Type, string Mode)
{
    public bool IsByRef => Mode.Length > 0;

    /// <summary>Whether the method writes it.</summary>
    public bool IsWritten => Mode is "ref" or "out";

    /// <summary>Whether the method gets a value in it.</summary>
    public bool IsRead => Mode != "out";

    /// <summary>The words before the argument.</summary>
    public string ArgumentMode => Mode == "ref readonly" ? "in" : Mode;
}

/// <summary>A method. <c>ReturnMode</c> is empty, ref or ref readonly; no return type means void. A place for generic methods' parameters.</summary>
internal sealed record MethodSpec(Host Host, IReadOnlyList<ParameterSpec> Parameters, TypeSpec? Return, string ReturnMode)
{
    /// <summary>The same method with less: fewer parameters, no result, no receiver.</summary>
    public IEnumerable<MethodSpec> Smaller()
        =>
        [
            .. Enumerable.Range(0, Parameters.Count).Select(index => this with { Parameters = [.. Parameters.Where((_, other) => other != index)] }),
            .. Return is null ? Array.Empty<MethodSpec>() : [this with { Return = null, ReturnMode = string.Empty }],
            .. Host == Host.Static ? Array.Empty<MethodSpec>() : [this with { Host = Host.Static }],
        ];
}

/// <summary>Methods that are compiled together; as text, their source.</summary>
internal sealed record Batch(IReadOnlyList<MethodSpec> Methods, bool IsOptimized)
{
    /// <summary>The halves, then all but one, then all with one smaller.</summary>
    public IEnumerable<Batch> Smaller()
    {
        var half = Methods.Count / 2;
        if (half > 0)
        {
            yield return this with { Methods = [.. Methods.Take(half)] };
            yield return this with { Methods = [.. Methods.Skip(half)] };
            yield break;
        }

        foreach (var smaller in Methods.SelectMany(method => method.Smaller()))
            yield return this with { Methods = [smaller] };
    }

    public override string ToString() => $"{(IsOptimized ? "Release" : "Debug")}:{Environment.NewLine}{BatchSource.Methods(this)}";
}
