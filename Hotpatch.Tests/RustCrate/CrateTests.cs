using System.Reflection;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.RustCrate;

/// <summary>A program and its libraries, as small as those that the Rust crate shows.</summary>
public abstract class CrateTests
{
    private readonly TempFolder _folder = new();
    private int _libraries;

    [OneTimeTearDown]
    public void DeleteLibraries() => _folder.Dispose();

    private protected static LoadedAssembly Program(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
        => WovenSource.Load($"using System; using System.Threading; using Hotpatch;\n{source}", "Release", kind: kind);

    /// <summary>Compiles a library that references the program.</summary>
    private protected string Library(string source, LoadedAssembly program) => Library(source, ReferenceList.OfFixture("Release").With(program.Path));

    /// <summary>Compiles a library that knows nothing of a program.</summary>
    private protected string Library(string source) => Library(source, ReferenceList.OfFixture("Release"));

    private protected static PatchLibraryOptions Into(LoadedAssembly program) => new() { Targets = [program.Assembly], UnloadWait = TimeSpan.Zero };

    private protected static PatchHandle<TDelegate> Handle<TDelegate>(LoadedAssembly program, string type, string method)
        where TDelegate : Delegate
        => Patchable.For<TDelegate>(program.Assembly.GetType(type, throwOnError: true)!, method);

    /// <summary>The method itself, as its callers see it.</summary>
    private protected static TDelegate Method<TDelegate>(LoadedAssembly program, string type, string method)
        where TDelegate : Delegate
        => program.Assembly.GetType(type, throwOnError: true)!
            .GetMethod(method, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)!.CreateDelegate<TDelegate>();

    private string Library(string source, ReferenceList references)
    {
        var number = Interlocked.Increment(ref _libraries);
        return Compiled.ToFolder(_folder.PathOf($"{number}"), $"using System; using Hotpatch;\n{source}", $"Library{number}", references);
    }
}
