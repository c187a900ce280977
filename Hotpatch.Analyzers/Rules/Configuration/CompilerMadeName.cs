using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Configuration;

/// <summary>
/// The names that the compiler may give to members it generates for a type's methods: for lambdas, async methods and iterators. The source has no
/// such names, but the weaver sees them. So a pattern such as <c>*.MoveNext</c> that matches one may match a method in the build.
/// </summary>
internal sealed class CompilerMadeName : IMethodName
{
    private static readonly string[] Embedded =
    [
        "Microsoft.CodeAnalysis.EmbeddedAttribute", "System.Runtime.CompilerServices.NullableAttribute", "System.Runtime.CompilerServices.NullableContextAttribute",
        "System.Runtime.CompilerServices.RefSafetyRulesAttribute", "System.Runtime.CompilerServices.IsReadOnlyAttribute",
    ];

    private static readonly string[] Enumerator = ["MoveNext", "SetStateMachine", "Dispose", "Reset", "get_Current", "GetEnumerator", ".ctor"];

    private static readonly string[] Closure = ["<M>b__0", "<M>b__0_0", "<M>g__Local|0_0", ".ctor", ".cctor"];

    private CompilerMadeName(string @namespace, string type, string name) => (Namespace, Type, Name) = (@namespace, type, name);

    public string Namespace { get; }

    public string Type { get; }

    public string Name { get; }

    public bool IsVisible => false;

    public bool IsAggressivelyInlined => false;

    /// <summary>Returns the generated names for the types that have one of the methods.</summary>
    public static IEnumerable<IMethodName> Around(IEnumerable<SymbolName> methods)
        => methods.Select(method => (method.Namespace, method.Type)).Distinct().SelectMany(type => In(type.Namespace, type.Type))
            .Concat(Embedded.Select(type => new CompilerMadeName(type.Substring(0, type.LastIndexOf('.')), type, ".ctor")));

    private static IEnumerable<IMethodName> In(string @namespace, string type)
        => Enumerator.Select(name => new CompilerMadeName(@namespace, type + "+<M>d__0", name))
            .Concat(Closure.Select(name => new CompilerMadeName(@namespace, type + "+<>c__DisplayClass0_0", name)));
}
