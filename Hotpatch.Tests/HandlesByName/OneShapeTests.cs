using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>What other assemblies see of handles is the same from every version of the language.</summary>
[Parallelizable(ParallelScope.Children)]
public class OneShapeTests
{
    private static IEnumerable<string> Names => SourceCase.All.Where(source => source.Supported.Skip(1).Any()).Select(source => source.Name);

    [TestCaseSource(nameof(Names))]
    public void Public_members_are_the_same_from_every_version(string name)
    {
        var source = SourceCase.All.Single(source => source.Name == name);
        var shapes = source.Supported.Select(version => Describe(GeneratorRun.Of(source.Text, version))).ToArray();

        Assert.That(shapes, Is.All.EqualTo(shapes[0]));
    }

    [Test]
    public void Extension_is_internal()
    {
        var run = GeneratorRun.Of("public class Service { [Hotpatch.Patchable] public void Run() { } } public class Box<T> { [Hotpatch.Patchable] public void Run() { } }");
        var patches = run.After.GetSymbolsWithName("Patches").ToArray();

        Assert.That(patches, Has.Length.EqualTo(2));
        Assert.That(patches.Select(symbol => symbol.DeclaredAccessibility), Is.All.EqualTo(Accessibility.Internal));
    }

    [Test]
    public void Namespaces_have_no_helpers_besides_the_handle_classes()
    {
        var run = GeneratorRun.Of(["namespace Shop { public class Service { [Hotpatch.Patchable] public void Run() { } } public class Box<T> { [Hotpatch.Patchable] public void Run() { } } }"], mentionsAll: false);

        Assert.That(run.After.Assembly.GlobalNamespace.GetTypeMembers(), Is.Empty);
        Assert.That(
            run.After.Assembly.GlobalNamespace.GetNamespaceMembers().Single(member => member.Name == "Shop").GetTypeMembers().Select(type => type.MetadataName),
            Is.EquivalentTo(new[] { "Service", "ServicePatches", "Box`1", "BoxPatches`1", "AllBoxPatches" }));
    }

    /// <summary>The public types and members that were generated; how references to null are annotated came with C# 8.</summary>
    private static string[] Describe(GeneratorRun run)
    {
        var types = In(run.After.Assembly.GlobalNamespace).Where(type => IsPublic(type) && type.Locations.All(location => location.SourceTree!.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)));
        return [.. types.SelectMany(type => type.GetMembers().OfType<ISymbol>().Prepend(type))
            .Where(symbol => symbol.DeclaredAccessibility == Accessibility.Public && !symbol.IsImplicitlyDeclared && symbol is not INamedTypeSymbol { TypeKind: TypeKind.Extension })
            .Select(symbol => $"{symbol.GetDocumentationCommentId()} {symbol.IsStatic} {(symbol as INamedTypeSymbol)?.TypeKind} {TypeOf(symbol)}")
            .Order(StringComparer.Ordinal)];
    }

    private static bool IsPublic(INamedTypeSymbol type)
        => type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));

    private static string? TypeOf(ISymbol symbol)
        => ((symbol as IPropertySymbol)?.Type ?? (symbol as IMethodSymbol)?.ReturnType)?.ToDisplayString(
            SymbolDisplayFormat.FullyQualifiedFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes));

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container)
        => container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => In(member).Concat(member is INamedTypeSymbol type ? [type] : []));
}
