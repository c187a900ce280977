using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Handles;
using Hotpatch.Analyzers.Handles.Declarations;
using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Extensions;
using Hotpatch.Analyzers.Handles.Writing;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers;

/// <summary>
/// Declares the handles of all patchable methods: <c>PriceServicePatches.Quote</c>, and in projects whose language has extension properties
/// <c>PriceService.Patches.Quote</c>. The weaver fills in the bodies.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class HandleGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that reads the declarations of the source. An edit within a body leaves its result unchanged.</summary>
    public const string DeclarationsStep = "Declarations";

    /// <summary>The name of the step that reads a type's handles from its symbols.</summary>
    public const string TypesStep = "Types";

    /// <summary>The name of the step that reads the handles of calls to one type's methods.</summary>
    public const string CallsStep = "Calls";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var settings = HandleSettings.In(context);
        var declarations = context.CompilationProvider.Combine(settings)
            .Select(static (pair, cancellation) => ProjectDeclarations.Of(pair.Left, pair.Right, cancellation))
            .WithTrackingName(DeclarationsStep);
        var types = declarations
            .SelectMany(static (project, cancellation) => project.Types(cancellation))
            .SelectMany(static (file, _) => file)
            .Select(static (source, cancellation) => source.Read(cancellation))
            .WithTrackingName(TypesStep);
        var calls = declarations
            .SelectMany(static (project, cancellation) => project.Calls(cancellation))
            .Select(static (source, cancellation) => source.Read(cancellation))
            .WithTrackingName(CallsStep);
        var mentions = Mentions.In(context);
        var ofReferences = context.CompilationProvider.Combine(settings).Combine(mentions.Combine(Mentions.OfClasses(context)))
            .SelectMany(static (input, cancellation) => WovenReferenceFiles.Read(
                input.Left.Left, input.Left.Right, [.. input.Right.Left, .. input.Right.Right], cancellation));
        RegisterTypes(context, types, settings, FileNames.Suffix);
        RegisterTypes(context, calls, settings, FileNames.CallsSuffix);
        RegisterTypes(context, ofReferences, settings, FileNames.ReferenceSuffix);
        RegisterExtensions(context, types, calls.Collect().Combine(ofReferences.Collect()).SelectMany(static (pair, _) => pair.Left.AddRange(pair.Right)), mentions, settings);
        context.RegisterSourceOutput(settings, static (output, settings) =>
        {
            if (!settings.IsKnown)
                output.ReportDiagnostic(Diagnostic.Create(HandleDescriptors.UnknownValue, Location.None, settings.Value));
        });
    }

    private static void RegisterTypes(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<TypeHandles> types, IncrementalValueProvider<HandleSettings> settings, string suffix)
    {
        var clashes = types.Select(static (type, _) => type.File?.Name).Collect()
            .Select(static (names, _) => FileNames.Clashes(names).ToEquatableArray());
        context.RegisterSourceOutput(
            types.Combine(settings).Select(static (pair, _) => pair.Left.File is { } file ? file with { SwitchedOffBy = pair.Right.SwitchedOffBy } : null).Combine(clashes),
            (output, pair) =>
            {
                if (pair.Left is { } file)
                    GuardedOutput.Write(output, file, pair.Right, suffix);
            });

        context.RegisterSourceOutput(
            types.SelectMany(static (type, _) => type.Undeclared).Combine(context.CompilationProvider),
            static (output, pair) => output.ReportDiagnostic(pair.Left.In(pair.Right)));
    }

    /// <summary>Registers the extension properties of the types that the project mentions, from the project and from referenced assemblies.</summary>
    /// <param name="context">The context.</param>
    /// <param name="types">The handles of the project's types.</param>
    /// <param name="others">The handles that the project declares for types of other assemblies.</param>
    /// <param name="mentions">The names of the types that the project mentions.</param>
    /// <param name="settings">The project's settings.</param>
    private static void RegisterExtensions(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<TypeHandles> types,
        IncrementalValuesProvider<TypeHandles> others,
        IncrementalValueProvider<EquatableArray<string>> mentions,
        IncrementalValueProvider<HandleSettings> settings)
    {
        var assembly = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? string.Empty);
        var own = types.Combine(mentions.Combine(assembly))
            .SelectMany(static (pair, _) => ExtensionFiles.Of(pair.Left.File, pair.Right.Left, pair.Right.Right));
        var ofOthers = others.Combine(mentions.Combine(assembly))
            .SelectMany(static (pair, _) => ExtensionFiles.Of(pair.Left.File, pair.Right.Left, pair.Right.Right));
        var referenced = context.CompilationProvider.Combine(mentions).Combine(settings)
            .SelectMany(static (input, cancellation) => ExtensionFiles.Read(input.Left.Left, input.Right, input.Left.Right, cancellation));
        var all = own.Collect().Combine(referenced.Collect()).Combine(ofOthers.Collect())
            .SelectMany(static (files, _) => files.Left.Left.AddRange(files.Left.Right).AddRange(files.Right));
        var clashes = all.Select(static (file, _) => FileNames.OfExtension(file)).Collect().Select(static (names, _) => FileNames.Clashes(names).ToEquatableArray());
        context.RegisterSourceOutput(all.Combine(clashes), static (output, pair) => GuardedOutput.WriteExtension(output, pair.Left, pair.Right));

        // An assembly whose internals are visible to this project may declare the attribute too. Each project needs its own.
        var isAny = all.Collect().Combine(others.Collect())
            .Select(static (pair, _) => pair.Left.Length > 0 || (HidingAttribute.IsPossible && pair.Right.Any(static other => other.File is not null)));
        var isDeclared = context.CompilationProvider.Select(static (compilation, _) => HidingAttribute.IsDeclaredIn(compilation));
        context.RegisterSourceOutput(isAny.Combine(isDeclared), static (output, pair) =>
        {
            if (pair is (true, false))
                output.AddSource(HidingAttribute.FileName, HidingAttribute.Declaration);
        });
    }
}
