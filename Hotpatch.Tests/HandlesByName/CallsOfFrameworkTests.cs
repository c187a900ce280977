using System.Text;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>Handles of calls are declared for every type of the framework, and compile without a diagnostic.</summary>
[Parallelizable(ParallelScope.Children)]
[Category("Slow")]
public class CallsOfFrameworkTests
{
    private static readonly string[][] Groups =
    [
        ["System.Runtime"],
        ["System.Collections", "System.Collections.Concurrent", "System.Collections.Immutable", "System.Linq", "System.Linq.AsyncEnumerable", "System.Memory"],
        ["System.Net.Http", "System.Net.Sockets", "System.Net.Primitives", "System.Text.Json", "System.Console", "System.Text.RegularExpressions"],
        ["System.Threading", "System.Threading.Channels", "System.Diagnostics.Process", "System.Reflection.Emit", "System.Runtime.InteropServices", "System.Linq.Expressions"],
        ["System.Xml.ReaderWriter", "System.Data.Common", "System.Security.Cryptography", "System.Reflection.Metadata"],
    ];

    // All types in the newest version of the language, a part in others.
    private static IEnumerable<TestCaseData> Cases
        => from version in new[] { LanguageVersion.CSharp14, LanguageVersion.CSharp8, LanguageVersion.CSharp7_3 }
           from assemblies in version == LanguageVersion.CSharp14 ? Groups : version == LanguageVersion.CSharp8 ? Groups[3..4] : Groups[1..2]
           let nullable = version == LanguageVersion.CSharp7_3 ? NullableContextOptions.Disable : NullableContextOptions.Enable
           select new TestCaseData(version, nullable, assemblies).SetArgDisplayNames(version.ToString(), nullable.ToString(), assemblies[0]);

    [TestCaseSource(nameof(Cases))]
    public void All_types_of_the_framework(LanguageVersion version, NullableContextOptions nullable, string[] assemblies)
    {
        var run = RunOf(GeneratorRun.Compile([], version), nullable, assemblies);

        Assert.That(run.Result.GeneratedSources, Has.Length.GreaterThan(100));
        Assert.That(
            run.After.Emit(Stream.Null, xmlDocumentationStream: Stream.Null).Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(Show).Take(40),
            Is.Empty);
    }

    private static GeneratorRun RunOf(CSharpCompilation empty, NullableContextOptions nullable, string[] assemblies)
    {
        var text = new StringBuilder();
        var types = empty.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => assemblies.Contains(assembly.Name, StringComparer.Ordinal))
            .SelectMany(assembly => TypesIn(assembly.GlobalNamespace))
            .Where(type => type.SpecialType != SpecialType.System_Void && !IsError(type))
            .ToArray();
        text.Append("#pragma warning disable\n");
        foreach (var warnings in types.SelectMany(WarningsOf).Distinct(StringComparer.Ordinal))
            text.Append("#pragma warning disable ").Append(warnings).Append('\n');

        foreach (var type in types)
            text.Append("[assembly: global::Hotpatch.PatchableCalls(typeof(").Append(Open(type)).Append("))]\n");

        var compilation = empty
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(text.ToString(), GeneratorRun.Parsing(empty.LanguageVersion), "/src/Calls.cs", Encoding.UTF8))
            .WithOptions(empty.Options.WithNullableContextOptions(nullable));
        return GeneratorRun.OverMentions(compilation, types.Select(type => type.Name));
    }

    private static string Show(Diagnostic diagnostic)
        => $"{diagnostic} {diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}";

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
        => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type
                ? type.DeclaredAccessibility != Accessibility.Public || type.TypeKind == (TypeKind)14 ? []
                    : TypesIn(type).Concat(type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Delegate ? [type] : [])
                : TypesIn(member));

    private static IEnumerable<string> WarningsOf(INamedTypeSymbol type)
        => type.GetAttributes().SelectMany(attribute => attribute.AttributeClass!.Name is "ExperimentalAttribute" or "ObsoleteAttribute"
            ? attribute.ConstructorArguments.Take(1).Concat(attribute.NamedArguments.Where(argument => argument.Key == "DiagnosticId").Select(argument => argument.Value))
                .Select(value => value.Value as string ?? string.Empty).Where(code => code.Length > 0 && code.All(char.IsLetterOrDigit))
            : []);

    // Source can't name a type that is obsolete with an error.
    private static bool IsError(INamedTypeSymbol type)
        => type.GetAttributes().Any(attribute => attribute.AttributeClass!.Name == "ObsoleteAttribute" && attribute.ConstructorArguments is [_, { Value: true }]);

    private static string Open(INamedTypeSymbol type)
    {
        var name = type.Arity == 0 ? type.Name : $"{type.Name}<{new string(',', type.Arity - 1)}>";
        return type.ContainingType is { } outer ? $"{Open(outer)}.{name}" : $"global::{type.ContainingNamespace.ToDisplayString()}.{name}";
    }
}
