using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Tests.Properties;

/// <summary>Include and Exclude of FodyWeavers.xml select what a matcher selects that is too simple to be wrong.</summary>
public class NamePatternTests
{
    // Few letters, so that patterns often fit; dots and signs that regular expressions give a meaning to.
    private static readonly Gen<string> Word = Gen.Elements("A", "B", "AB", "Ab", "A1", "_", "ä", "get_A", ".ctor", "op_A", "<A>b__0", "A`1", "A$", "[A]", "(A", "^");

    private static readonly Gen<string> Pattern =
        from parts in Gen.NonEmptyListOf(Gen.Frequency((3, Word), (2, Gen.Constant("*")), (1, Gen.Constant("+")), (2, Gen.Constant("."))))
        select string.Concat(parts);

    private static readonly Gen<Input> Inputs =
        from @namespace in Gen.Elements(string.Empty, "A", "A.B", "B")
        from outer in Word
        from inner in Gen.OneOf(Gen.Constant<string?>(null), Word.Select(word => (string?)word))
        from method in Word
        from scope in Gen.Elements("All", "Attributed", "Public")
        from include in Gen.ArrayOf(Pattern).Resize(3)
        from exclude in Gen.ArrayOf(Pattern).Resize(3)
        select new Input(@namespace, outer, inner, method, scope, string.Join(',', include), string.Join(" \n", exclude));

    [Test]
    public void Selection_by_random_patterns()
        => Seed.Check(Inputs.Resize(4), Shrink, 5000, Check);

    [Test]
    public void A_name_matches_itself_and_every_pattern_made_of_it_by_stars()
        => Seed.Check(
            from input in Inputs
            from start in Gen.Choose(0, 20)
            from length in Gen.Choose(0, 20)
            select (input, start, length),
            _ => [],
            2000,
            value =>
            {
                var method = Method(value.input);
                var name = value.input.MethodName;
                var start = Math.Min(value.start, name.Length);
                var end = Math.Min(start + value.length, name.Length);
                foreach (var pattern in new[] { name, $"{name[..start]}*{name[end..]}", value.input.TypeName })
                {
                    if (!new NamePattern(pattern).Matches(method))
                        throw new InvalidOperationException($"{pattern} does not match {name}");
                }
            });

    private static IEnumerable<Input> Shrink(Input input)
    {
        if (input.Include.Length > 0)
            yield return input with { Include = input.Include[..^1] };

        if (input.Exclude.Length > 0)
            yield return input with { Exclude = input.Exclude[..^1] };
    }

    private static void Check(Input input)
    {
        var config = WeaverConfig.Read(
            new XElement("Hotpatch", new XAttribute("Scope", input.Scope), new XAttribute("Include", input.Include), new XAttribute("Exclude", input.Exclude)));
        var isNamed = Matches(input.Include, input);
        var isIncluded = input.Scope == "Attributed" ? isNamed : isNamed || input.Include.Length == 0;
        var expected = isIncluded && !Matches(input.Exclude, input);
        if (config.Covers(Method(input)) != expected)
            throw new InvalidOperationException($"{input.MethodName} should {(expected ? "" : "not ")}be covered");
    }

    private static bool Matches(string patterns, Input input)
        => patterns.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Any(pattern => Matches(pattern, 0, input.MethodName, 0) || Matches(pattern, 0, input.TypeName, 0) || Matches(pattern, 0, input.Namespace, 0));

    /// <summary>A star eats one character and stays, or ends.</summary>
    private static bool Matches(string pattern, int p, string text, int t)
    {
        if (p == pattern.Length)
            return t == text.Length;

        if (pattern[p] == '*')
            return Matches(pattern, p + 1, text, t) || (t < text.Length && Matches(pattern, p, text, t + 1));

        return t < text.Length && pattern[p] == text[t] && Matches(pattern, p + 1, text, t + 1);
    }

    /// <summary>A public method of public types, so that the scope Public covers it like All.</summary>
    private static MetadataName Method(Input input)
    {
        using var module = ModuleDefinition.CreateModule("Names", ModuleKind.Dll);
        var type = new TypeDefinition(input.Namespace, input.Outer, TypeAttributes.Public);
        module.Types.Add(type);
        if (input.Inner is not null)
        {
            var nested = new TypeDefinition(string.Empty, input.Inner, TypeAttributes.NestedPublic);
            type.NestedTypes.Add(nested);
            type = nested;
        }

        var method = new MethodDefinition(input.Method, MethodAttributes.Public, module.TypeSystem.Void);
        type.Methods.Add(method);
        return new MetadataName(method);
    }

    private sealed record Input(string Namespace, string Outer, string? Inner, string Method, string Scope, string Include, string Exclude)
    {
        public string TypeName => (Namespace.Length > 0 ? Namespace + "." : string.Empty) + Outer + (Inner is null ? string.Empty : "+" + Inner);

        public string MethodName => $"{TypeName}.{Method}";
    }
}
