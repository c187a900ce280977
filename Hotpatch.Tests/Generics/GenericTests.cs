using System.Reflection;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Mono.Cecil;

namespace Hotpatch.Tests.Generics;

/// <summary>
/// Generic methods and types. The checks in the folder Checks are compiled against the fixture and run beside the woven one, so that they
/// are written as users write such code.
/// </summary>
public class GenericTests(string configuration) : WovenFixtureTests(configuration)
{
    private const string ChecksName = "GenericChecks";
    private static readonly TempFolder Folder = new();
    private static readonly Lazy<string> Checks = new(Compile);

    public static IEnumerable<string> Names
    {
        get
        {
            using var module = ModuleDefinition.ReadModule(Checks.Value);
            return
            [
                .. module.Types.Where(type => type.Name.EndsWith("Checks", StringComparison.Ordinal))
                    .SelectMany(type => type.Methods)
                    .Where(method => method is { IsPublic: true, IsStatic: true, HasParameters: false })
                    .Select(method => $"{method.DeclaringType.Name}.{method.Name}"),
            ];
        }
    }

    /// <summary>For the end of all tests.</summary>
    internal static void CleanUp() => Folder.Dispose();

    [TestCaseSource(nameof(Names))]
    public void Check(string name)
    {
        var checks = Fixture.LoadBeside(Checks.Value);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var check = checks.GetType($"{ChecksName}.{name[..dot]}", throwOnError: true)!.GetMethod(name[(dot + 1)..])!;
        Assert.That(() => check.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null), Throws.Nothing);
    }

    private static string Compile()
    {
        var references = ReferenceList.OfFixture("Release").With(FixtureAssembly.PathOf("Release"));
        return Compiled.ToFolder(
            Folder.FullName, Embedded.Source(ChecksName), ChecksName, references, symbols: null, OptimizationLevel.Release);
    }
}
