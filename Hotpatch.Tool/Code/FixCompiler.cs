using System.Reflection;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Tool.Connection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Tool.Code;

/// <summary>Compiles a source file with patches against the assemblies that a process has. Private and internal members are in reach.</summary>
/// <remarks>Keeps the references, so that the second compilation takes a fraction of the first.</remarks>
internal sealed class FixCompiler
{
    private const string ImplicitUsings = """
        global using global::Hotpatch;
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private readonly IReadOnlyList<MetadataReference> _references;
    private readonly HashSet<string> _names;
    private readonly string _access;

    /// <param name="assemblies">The assemblies of the process.</param>
    public FixCompiler(IEnumerable<AssemblyDescription> assemblies)
    {
        // Of an assembly that contexts have loaded twice, the compiler takes one.
        var files = assemblies.Where(assembly => assembly.Path is not null && File.Exists(assembly.Path)).DistinctBy(assembly => assembly.Name, StringComparer.OrdinalIgnoreCase).ToArray();
        _names = new(files.Where(file => file.Version is not null && !file.Path!.Contains(".fixes", StringComparison.Ordinal)).Select(file => file.Name), StringComparer.OrdinalIgnoreCase);
        _references = [.. files.Where(file => IsManaged(file.Path!)).Select(file => MetadataReference.CreateFromFile(file.Path!))];

        // The runtime lets an assembly reach the members of those that these attributes name.
        var woven = files.Where(file => !file.Path!.StartsWith(Path.GetDirectoryName(typeof(object).Assembly.Location)!, StringComparison.Ordinal)).Select(file => file.Name);
        _access = string.Concat(woven.Select(name => $"[assembly: global::System.Runtime.CompilerServices.IgnoresAccessChecksTo({SymbolDisplay.FormatLiteral(name, quote: true)})]\n")) + """
            namespace System.Runtime.CompilerServices
            {
                [global::System.AttributeUsage(global::System.AttributeTargets.Assembly, AllowMultiple = true)]
                internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : global::System.Attribute
                {
                    public string AssemblyName { get; } = assemblyName;
                }
            }
            """;
    }

    /// <summary>Compiles a file into a library of the file's name.</summary>
    /// <param name="source">The file.</param>
    /// <param name="folder">The folder for the library.</param>
    /// <param name="cancellationToken">Cancels the compilation.</param>
    /// <returns>The path of the library.</returns>
    /// <exception cref="ToolException">It doesn't compile: the message has the compiler's errors, at their lines.</exception>
    public string Compile(string source, string folder, CancellationToken cancellationToken)
    {
        using var stream = File.OpenRead(source);
        var name = Path.GetFileNameWithoutExtension(source);
        if (_names.Contains(name))
            throw new ToolException(ExitCode.Usage, $"A file whose name is no assembly of the program was expected, but {name} is one. Give the file another name.");

        var compilation = CSharpCompilation.Create(
            name,
            [
                CSharpSyntaxTree.ParseText(SourceText.From(stream, canBeEmbedded: true), Language, source, cancellationToken),
                CSharpSyntaxTree.ParseText(ImplicitUsings, Language, cancellationToken: cancellationToken),
                CSharpSyntaxTree.ParseText(_access, Language, cancellationToken: cancellationToken),
            ],
            _references,
            Options());
        var output = Path.Combine(folder, name + ".dll");
        using var bytes = new MemoryStream();
        var result = compilation.Emit(
            bytes,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded, pdbFilePath: name + ".pdb"),
            cancellationToken: cancellationToken);
        if (!result.Success)
        {
            var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()).ToArray();
            throw new ToolException(ExitCode.Refused, $"{source} doesn't compile:\n{string.Join('\n', errors)}", errors);
        }

        File.WriteAllBytes(output, bytes.ToArray());
        return output;
    }

    private static CSharpCompilationOptions Options()
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable,
            metadataImportOptions: MetadataImportOptions.All,
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

        // The compiler has this for its own debugger, and no public name for it.
        var property = typeof(CSharpCompilationOptions).GetProperty("TopLevelBinderFlags", BindingFlags.Instance | BindingFlags.NonPublic);
        if (property is not null && Enum.TryParse(property.PropertyType, "IgnoreAccessibility", out var flag))
            property.SetValue(options, flag);

        return options;
    }

    private static bool IsManaged(string path)
    {
        try
        {
            AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
