using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Analyzers.Selection.Calls;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>
/// The parts of a project that handles depend on. If only bodies, initializers or comments were edited, the value equals that of the earlier
/// compilation, and the generator reads no symbols. Reading symbols takes the most time, because each compilation has its own.
/// </summary>
internal sealed class ProjectDeclarations : IEquatable<ProjectDeclarations>
{
    private readonly FileDeclarations[] _files;
    private readonly MetadataReference[] _references;
    private readonly CompilationOptions _options;
    private readonly string? _name;
    private readonly HandleSettings _settings;
    private Compilation? _compilation;
    private Compilation? _compilationOfCalls;

    private ProjectDeclarations(Compilation compilation, HandleSettings settings, FileDeclarations[] files)
    {
        _compilation = _compilationOfCalls = compilation;
        _settings = settings;
        _files = files;
        _references = [.. compilation.ExternalReferences];
        _options = compilation.Options.WithSyntaxTreeOptionsProvider(null);
        _name = compilation.AssemblyName;
    }

    public static ProjectDeclarations Of(Compilation compilation, HandleSettings settings, CancellationToken cancellation)
    {
        var files = compilation.SyntaxTrees.Select(tree =>
        {
            cancellation.ThrowIfCancellationRequested();
            return FileDeclarations.Of(tree);
        });
        return new(compilation, settings, settings.IsOn ? [.. files] : []);
    }

    /// <summary>
    /// Returns the types that may have handles, grouped by the file that declares them first. So a new type in one file moves no type of another.
    /// Call this once: it releases the compilation.
    /// </summary>
    public IEnumerable<EquatableArray<TypeSource>> Types(CancellationToken cancellation)
    {
        // The compiler keeps an equal value for as long as the project is open. It must not keep an outdated compilation alive.
        var compilation = Interlocked.Exchange(ref _compilation, null) ?? throw new InvalidOperationException("These declarations were read before.");
        if (!_settings.IsOn || !TypeReader.CanDeclare(compilation))
            return [];

        cancellation.ThrowIfCancellationRequested();
        var marks = Names.Meaning(
            [SymbolNames.PatchableName, SymbolNames.PatchableName + nameof(Attribute)], [.. _files.SelectMany(file => file.Aliases)]);
        var settings = _settings with
        {
            WholeAssembly = _files.Any(file => file.AssemblyAttributes.Any(marks.Contains))
                && SymbolMarks.Has(compilation.Assembly, SymbolNames.PatchableAttribute),
        };
        var surroundings = new Surroundings(this, settings);
        var isWidened = settings.IsWidened;
        // Without a weaver, inherited marks make nothing patchable. The project's own marks still count: they cause the error about the missing weaver.
        var areInherited = _settings.HasWeaver && (_files.Any(file => file.Types.Any(part => part.PassesMarksOn(marks))) || InheritedSymbolMarks.AreInReferences(compilation));
        return _files.SelectMany(file => file.Types)
            .GroupBy(part => part.Identity, StringComparer.Ordinal)
            .Select(parts => (Parts: parts.ToArray(), MayInherit: areInherited && parts.Any(part => part.HasBase)))
            .Where(type => isWidened || type.MayInherit || type.Parts.Any(part => part.Attributes.Overlaps(marks)))
            .Select(type => new TypeSource(compilation, surroundings, type.Parts, type.MayInherit))
            .GroupBy(source => source.Tree, (_, sources) => sources.ToEquatableArray())
            .ToArray();
    }

    /// <summary>Returns the types of other assemblies to which the project's calls are patchable. Call this once: it releases the compilation.</summary>
    public IEnumerable<CallsSource> Calls(CancellationToken cancellation)
    {
        var compilation = Interlocked.Exchange(ref _compilationOfCalls, null) ?? throw new InvalidOperationException("These declarations were read before.");
        var config = FodyWeaversFile.Parse(_settings.Config);
        if (!_settings.IsOn || (config is not { Calls.Count: > 0 } && !NamesCalls()) || !TypeReader.CanDeclareCalls(compilation))
            return [];

        cancellation.ThrowIfCancellationRequested();
        var surroundings = new Surroundings(this, _settings);
        return CallRequests.Of(compilation, config).Select(request => new CallsSource(compilation, surroundings, request)).ToArray();
    }

    public bool Equals(ProjectDeclarations? other)
        => other is not null
            && HasSameSettings(other)
            && All(other, static (file, otherFile) => file.HasSameDeclarations(otherFile));

    public override bool Equals(object? obj) => Equals(obj as ProjectDeclarations);

    public override int GetHashCode() => _files.Length;

    /// <summary>Whether everything but the types' own declarations is the same.</summary>
    public bool HasSameSurroundings(ProjectDeclarations other)
        => HasSameSettings(other) && All(other, static (file, otherFile) => file.HasSameSurroundings(otherFile));

    // Whether the text of the source may have the attribute. Most projects don't, and no symbol needs to be read.
    private bool NamesCalls()
    {
        if (!_files.Any(file => file.AssemblyAttributes.Count > 0))
            return false;

        var names = Names.Meaning(
            [SymbolNames.PatchableCallsName, SymbolNames.PatchableCallsName + nameof(Attribute)], [.. _files.SelectMany(file => file.Aliases)]);
        return _files.Any(file => file.AssemblyAttributes.Any(names.Contains));
    }

    private bool HasSameSettings(ProjectDeclarations other)
        => _settings == other._settings
            && _name == other._name
            && _references.SequenceEqual(other._references)
            && _options.Equals(other._options);

    private bool All(ProjectDeclarations other, Func<FileDeclarations, FileDeclarations, bool> isSame)
        => _files.Length == other._files.Length && _files.Zip(other._files, isSame).All(same => same);
}
