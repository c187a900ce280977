using System.Text;
using Hotpatch.Analyzers.Rules.Patches;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Analyzers.Patches;

/// <summary>What the runtime takes for a target, the editor does too: all names, and every kind of signature.</summary>
public class FixtureTests
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly MetadataReference Fixture = MetadataReference.CreateFromFile(FixtureAssembly.PathOf("Debug"));

    [Test]
    public async Task Every_full_name_of_a_handle_is_found()
    {
        var assembly = LoadedAssembly.WovenFixture("Debug").Assembly;
        var names = Patchable.In(assembly).Select(handle => handle.Name).Concat(Patchable.GenericIn(assembly).Select(handle => handle.Name)).ToArray();
        var source = new StringBuilder("static class Fixes {\n");
        for (var i = 0; i < names.Length; i++)
            source.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"[Hotpatch.Patch(\"{names[i]}\")] static System.DateTime M{i}(System.DateTime one) => one;");

        var found = await Find(source.Append('}').ToString());

        // Of another signature, or another number of type parameters; but there.
        var silent = names.Where((_, index) => !found.Any(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line == index + 1));
        Assert.Multiple(() =>
        {
            Assert.That(found.Where(diagnostic => diagnostic.Id is not ("HP0040" or "HP0044")), Is.Empty);
            Assert.That(silent, Is.All.Contains("__"), "lambdas and local functions have other names in each build");
            Assert.That(names, Has.Length.GreaterThan(300));
        });
    }

    [Test]
    public async Task Every_signature_fits_itself_and_no_other()
    {
        var methods = PublicMethods().ToArray();
        var right = await Find(Source(methods.Select((method, index) => Patch(method, "M" + index, extra: false))));
        var wrong = await Find(Source(methods.Select((method, index) => Patch(method, "M" + index, extra: true))));
        Assert.Multiple(() =>
        {
            Assert.That(right.Where(diagnostic => diagnostic.Id != "HP0045"), Is.Empty);
            Assert.That(wrong.Select(diagnostic => diagnostic.Id), Is.All.EqualTo("HP0040"));
            Assert.That(wrong, Has.Length.EqualTo(methods.Length).And.Length.GreaterThan(200));
        });
    }

    private static async Task<Diagnostic[]> Find(string source)
        => [.. await Diagnostics.Of(Compiled.Compilation(source).AddReferences(Fixture), [new PatchAnalyzer()])];

    private static IEnumerable<IMethodSymbol> PublicMethods()
    {
        var compilation = Compiled.Compilation(string.Empty).AddReferences(Fixture);
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(Fixture)!;
        return Types(assembly.GlobalNamespace)
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method.DeclaredAccessibility == Accessibility.Public && !method.IsAbstract && method.MethodKind != MethodKind.StaticConstructor)
            .Where(method => !method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute"))
            .Where(method => TypeParameters(method) is var parameters && parameters.DistinctBy(parameter => parameter.Name).Count() == parameters.Length);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
        => container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type
            ? type is { DeclaredAccessibility: Accessibility.Public, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } ? Types(type).Prepend(type) : []
            : Types(member));

    private static ITypeParameterSymbol[] TypeParameters(IMethodSymbol method)
    {
        var parameters = new List<ITypeParameterSymbol>(method.TypeParameters);
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            parameters.InsertRange(0, type.TypeParameters);

        return [.. parameters];
    }

    private static string Source(IEnumerable<string> patches) => $"static unsafe class Fixes {{\n{string.Join("\n", patches)}\n}}";

    private static string Patch(IMethodSymbol method, string name, bool extra)
    {
        var type = method.ContainingType.IsGenericType || method.ContainingType.ContainingType is { IsGenericType: true }
            ? method.ContainingType.ConstructUnboundGenericType().ToDisplayString(Full)
            : method.ContainingType.ToDisplayString(Full);
        var parameters = method.Parameters.Select(parameter => $"{Modifier(parameter.RefKind)}{parameter.Type.ToDisplayString(Full)} p{parameter.Ordinal}").ToList();
        if (!method.IsStatic)
            parameters.Insert(0, (method.ContainingType.IsValueType ? "ref " : string.Empty) + method.ContainingType.ToDisplayString(Full) + " self");

        if (extra)
            parameters.Add("global::System.DateTime extra");

        var types = TypeParameters(method);
        var result = (method.ReturnsByRef ? "ref " : method.ReturnsByRefReadonly ? "ref readonly " : string.Empty) + method.ReturnType.ToDisplayString(Full);
        return $"[Hotpatch.Patch(typeof({type}), \"{method.MetadataName}\")] static {result} {name}{(types.Length == 0 ? string.Empty : $"<{string.Join(", ", types.Select(parameter => parameter.Name))}>")}"
            + $"({string.Join(", ", parameters)}) {string.Join(" ", types.Select(Constraints))} => throw null!;";
    }

    private static string Modifier(RefKind kind) => kind switch
    {
        RefKind.None => string.Empty,
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        _ => "ref readonly ",
    };

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
            constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            constraints.Add("struct");
        else if (parameter.HasReferenceTypeConstraint)
            constraints.Add("class");
        else if (parameter.HasNotNullConstraint)
            constraints.Add("notnull");

        constraints.AddRange(parameter.ConstraintTypes.Select(type => type.ToDisplayString(Full)));
        if (parameter.HasConstructorConstraint)
            constraints.Add("new()");

        if (parameter.AllowsRefLikeType)
            constraints.Add("allows ref struct");

        return constraints.Count == 0 ? string.Empty : $"where {parameter.Name} : {string.Join(", ", constraints)}";
    }
}
