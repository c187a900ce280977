using System.Text;
using Hotpatch.Analyzers.Handles;
using Hotpatch.Analyzers.Handles.Declarations;
using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.References;
using Hotpatch.Analyzers.Handles.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Analyzers;

/// <summary>
/// Declares, for every type with patchable methods, their handles by name: <c>PriceServicePatches.Quote</c>, and where the language has extension
/// properties <c>PriceService.Patches.Quote</c>. The weaver fills them in.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class HandleGenerator : IIncrementalGenerator
{
    /// <summary>The step that looks at what the source declares; it is unchanged after an edit within a body.</summary>
    public const string DeclarationsStep = "Declarations";

    /// <summary>The step that reads a type's handles from its symbols.</summary>
    public const string TypesStep = "Types";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var settings = HandleSettings.In(context);
        var types = context.CompilationProvider.Combine(settings)
            .Select(static (pair, cancellation) => ProjectDeclarations.Of(pair.Left, pair.Right, cancellation))
            .WithTrackingName(DeclarationsStep)
            .SelectMany(static (project, cancellation) => project.Types(cancellation))
            .SelectMany(static (file, _) => file)
            .Select(static (source, cancellation) => source.Read(cancellation))
            .WithTrackingName(TypesStep);
        var mentions = Mentions.In(context);
        RegisterTypes(context, types, mentions, settings);
        RegisterReferences(context, settings, mentions);
        context.RegisterSourceOutput(settings, static (output, settings) =>
        {
            if (!settings.IsKnown)
                output.ReportDiagnostic(Diagnostic.Create(HandleDiagnostics.UnknownValue, Location.None, settings.Value));
        });
    }

    private static void RegisterTypes(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<TypeHandles> types,
        IncrementalValueProvider<EquatableArray<string>> mentions,
        IncrementalValueProvider<HandleSettings> settings)
    {
        var clashes = types.Select(static (type, _) => type.File?.Name).Collect()
            .Select(static (names, _) => FileNames.Clashes(names).ToEquatableArray());
        context.RegisterSourceOutput(
            types.Combine(mentions.Combine(settings)).Select(static (pair, _) => pair.Left.File?.For(pair.Right.Left, pair.Right.Right.SwitchedOffBy)).Combine(clashes),
            static (output, pair) =>
            {
                if (pair.Left is { } file)
                    Guarded.Write(output, file, pair.Right);
            });

        context.RegisterSourceOutput(
            types.SelectMany(static (type, _) => type.Undeclared).Combine(context.CompilationProvider),
            static (output, pair) => output.ReportDiagnostic(pair.Left.In(pair.Right)));
    }

    private static void RegisterReferences(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<HandleSettings> settings,
        IncrementalValueProvider<EquatableArray<string>> mentions)
    {
        var files = context.CompilationProvider.Combine(mentions).Combine(settings)
            .SelectMany(static (input, cancellation) => ExtensionFiles.Read(input.Left.Left, input.Right, input.Left.Right, cancellation));
        context.RegisterSourceOutput(
            files,
            static (output, file) => output.AddSource(FileNames.OfExtension(file), SourceText.From(ExtensionFileWriter.Write(file), Encoding.UTF8)));
    }
}
