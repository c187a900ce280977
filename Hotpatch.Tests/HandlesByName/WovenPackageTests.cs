using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Hotpatch.Fody;
using Hotpatch.Tests.Support;
using Hotpatch.Woven;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>Handles of all types of real packages, as of woven references: they compile, they find their methods, and none is missing.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class WovenPackageTests
{
    /// <summary>A package for an older framework. The SDK switches this warning off.</summary>
    private const string OlderFramework = "CS1701";

    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["Newtonsoft.Json"] = typeof(Newtonsoft.Json.JsonConvert).Assembly.Location,
        ["Humanizer"] = PathOf("Humanizer"),
        ["NodaTime"] = PathOf("NodaTime"),
        ["Polly.Core"] = PathOf("Polly.Core"),
    };

    private static IEnumerable<TestCaseData> Cases
        => from package in Packages.Keys
           from version in new[] { LanguageVersion.CSharp14, LanguageVersion.CSharp12, LanguageVersion.CSharp7_3 }
           select new TestCaseData(package, version).SetArgDisplayNames(package, version.ToString());

    [TestCaseSource(nameof(Cases))]
    public void All_types_of_a_package(string package, LanguageVersion version)
    {
        var run = RunOf(package, version);
        Assert.That(run.Files.Keys.Count(name => name.EndsWith(".Reference.g.cs", StringComparison.Ordinal)), Is.GreaterThan(30));
        Assert.That(run.WarningsOfBuild.Where(diagnostic => diagnostic.Id != OlderFramework).Select(Show).Take(20), Is.Empty);
    }

    [TestCase("Newtonsoft.Json")]
    [TestCase("Humanizer")]
    [TestCase("NodaTime")]
    [TestCase("Polly.Core")]
    public void Every_handle_finds_its_method_and_every_visible_method_has_one(string package)
    {
        using var folder = new TempFolder();
        var woven = folder.PathOf("woven", package + ".dll");
        using var references = ReferenceList.OfFixture("Release");
        var result = HotpatchWeaver.Weave(
            Packages[package], woven, new HotpatchWeaverOptions { Configuration = new("Hotpatch", new System.Xml.Linq.XAttribute("Scope", "Public")), References = [.. references.Paths] });
        Assert.That(result.Problems.Select(problem => problem.Text), Is.Empty);

        var project = folder.PathOf("Project.dll");
        Assert.That(RunOf(package, LanguageVersion.CSharp14).After.Emit(project).Success);
        var context = new Context(folder.PathOf("woven"));
        var handles = HandlesIn(context.LoadFromAssemblyPath(project)).ToArray();
        Assert.That(handles.Where(handle => handle.Failure is not null).Select(handle => $"{handle.Name}: {handle.Failure}").Take(20), Is.Empty);

        var assembly = context.LoadFromAssemblyPath(woven);
        var expected = Patchable.In(assembly).Select(handle => handle.Method).Where(method => !method.IsGenericMethod && !method.DeclaringType!.IsGenericType)
            .Concat(Patchable.GenericIn(assembly).Select(handle => handle.Method))
            .Where(IsVisible);
        Assert.That(
            expected.Select(Definition).Except(handles.Select(handle => Definition(handle.Method!))).Select(method => $"{method.DeclaringType}.{method}").Take(20), Is.Empty);
        context.Unload();
    }

    private static string PathOf(string package)
        => typeof(WovenPackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Hotpatch.Referenced." + package).Value!;

    private static GeneratorRun RunOf(string package, LanguageVersion version)
    {
        var path = Packages[package];
        var reference = MetadataReference.CreateFromFile(path);
        var types = TypesIn(((IAssemblySymbol)GeneratorRun.Compile([], version).AddReferences(reference).GetAssemblyOrModuleSymbol(reference)!).GlobalNamespace);
        return GeneratorRun.Of(
            [string.Empty],
            version,
            [("/src/Mentions.razor", string.Join('\n', types.Select(type => type.Name + ".Patches").Distinct(StringComparer.Ordinal)))],
            new Dictionary<string, string> { ["build_property.HotpatchWovenReferences"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{package}<Public<<<")) },
            [path],
            mentionsAll: false);
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
        => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(member));

    private static IEnumerable<(string Name, MethodBase? Method, string? Failure)> HandlesIn(Assembly project)
        => from type in project.GetTypes()
           where type.GetCustomAttribute<HandlesOfAttribute>() is not null && !type.Name.Contains("_Of_", StringComparison.Ordinal)
           let closed = type.IsGenericTypeDefinition ? Close(type.GetGenericArguments(), type.MakeGenericType) : type
           from method in closed.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           where typeof(PatchHandle).IsAssignableFrom(method.ReturnType) || method.ReturnType == typeof(GenericPatchHandle)
           select Resolve($"{type.Name}.{method.Name}", method.IsGenericMethodDefinition ? Close(method.GetGenericArguments(), method.MakeGenericMethod) : method);

    private static (string Name, MethodBase? Method, string? Failure) Resolve(string name, MethodInfo getter)
    {
        try
        {
            return (name, getter.Invoke(null, null) is PatchHandle handle ? handle.Method : ((GenericPatchHandle)getter.Invoke(null, null)!).Method, null);
        }
        catch (TargetInvocationException exception)
        {
            return (name, null, exception.InnerException!.Message);
        }
    }

    // The first arguments that the constraints allow.
    private static T Close<T>(Type[] parameters, Func<Type[], T> close)
    {
        foreach (var candidate in new[] { typeof(string), typeof(DayOfWeek), typeof(List<string>) })
        {
            try
            {
                return close([.. parameters.Select(_ => candidate)]);
            }
            catch (ArgumentException)
            {
                // The next one may meet the constraints.
            }
        }

        // A type that is its own constraint, or an enumeration of the package.
        var constraint = parameters[0].GetGenericParameterConstraints().First();
        return close([.. parameters.Select(_ => constraint.Assembly.GetTypes().First(type => constraint.IsAssignableFrom(type) && !type.ContainsGenericParameters && type != constraint))]);
    }

    // No other assembly can name a signature with a protected type.
    private static bool IsVisible(MethodBase method)
        => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
            && method.DeclaringType!.IsVisible
            && method.GetParameters().Select(parameter => parameter.ParameterType).Append(((method as MethodInfo)?.ReturnType) ?? typeof(void)).All(type => IsVisible(type));

    private static bool IsVisible(Type type)
        => type.IsGenericParameter || (type.HasElementType ? IsVisible(type.GetElementType()!) : !(type.IsNestedFamily || type.IsNestedFamORAssem) && type.GetGenericArguments().All(IsVisible));

    private static MethodBase Definition(MethodBase method) => method.Module.ResolveMethod(method.MetadataToken)!;

    private static string Show(Diagnostic diagnostic)
        => $"{diagnostic} {diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}";

    /// <summary>The woven copy instead of the package that the tests themselves use.</summary>
    private sealed class Context(string folder) : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
            => Path.Combine(folder, assemblyName.Name + ".dll") is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
