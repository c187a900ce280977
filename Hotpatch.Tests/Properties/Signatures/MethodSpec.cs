namespace Hotpatch.Tests.Properties.Signatures;

/// <summary>Where a generated method stands.</summary>
internal enum Host
{
    Static,
    Instance,
    Virtual,
    Struct,
    ReadonlyStruct,
    RefStruct,
    Interface,

    /// <summary>A class with the type parameter <c>TItem</c>.</summary>
    Generic,

    /// <summary>A struct with the type parameter <c>TItem</c>.</summary>
    GenericStruct,

    /// <summary>A static method that has the type parameter <c>TItem</c> itself.</summary>
    GenericMethod,
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

/// <summary>
/// A method. <c>ReturnMode</c> is empty, ref or ref readonly; no return type means void. Where the host has the type parameter, <c>Item</c> is
/// the type that callers put in its place.
/// </summary>
internal sealed record MethodSpec(Host Host, IReadOnlyList<ParameterSpec> Parameters, TypeSpec? Return, string ReturnMode, string Item = "int")
{
    public bool IsGeneric => Host is Host.Generic or Host.GenericStruct or Host.GenericMethod;

    public bool IsStatic => Host is Host.Static or Host.GenericMethod;

    public bool IsStruct => Host is Host.Struct or Host.ReadonlyStruct or Host.RefStruct or Host.GenericStruct;

    /// <summary>The same method with less: fewer parameters, no result, no receiver.</summary>
    public IEnumerable<MethodSpec> Smaller()
        =>
        [
            .. Enumerable.Range(0, Parameters.Count).Select(index => this with { Parameters = [.. Parameters.Where((_, other) => other != index)] }),
            .. Return is null ? Array.Empty<MethodSpec>() : [this with { Return = null, ReturnMode = string.Empty }],
            .. Host == Host.Static || IsGeneric ? Array.Empty<MethodSpec>() : [this with { Host = Host.Static }],
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
