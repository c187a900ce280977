using Fody;
using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Handles;
using Hotpatch.Fody.Languages;
using Hotpatch.Fody.Manifest;
using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Selection;
using Hotpatch.Fody.Signing;
using Hotpatch.Fody.Symbols;
using Hotpatch.Fody.Weaving;

namespace Hotpatch.Fody;

/// <summary>What Fody calls: makes every marked method of a module patchable, or says at its line why it cannot be.</summary>
public sealed class ModuleWeaver : BaseModuleWeaver
{
    private StrongName? _compiled;

    /// <inheritdoc/>
    public override IEnumerable<string> GetAssembliesForScanning() => [];

    /// <inheritdoc/>
    public override void Execute()
    {
        var log = new WeaverLog(this);
        try
        {
            _compiled = StrongName.Of(ModuleDefinition);
            PublicKeyFile.Fill(AssemblyFilePath, _compiled);
            SymbolPath.Keep(ModuleDefinition);

            var config = WeaverConfig.Read(Config);
            ModuleRules.Check(ModuleDefinition);
            if (NotWoven.PropertyOf(ModuleDefinition.Assembly) is { } property)
            {
                log.Info($"Nothing was made patchable: the project sets {property}.");
                return;
            }

            var selection = PatchableMethods.Select(ModuleDefinition, config, log);
            var declared = HandleDeclarations.Find(ModuleDefinition, log);

            // Every refusal is reported before the module is touched, so that a failed build has woven nothing.
            if (log.HasErrors || selection.Count == 0)
                return;

            CopiedBodies.Report(ModuleDefinition, selection, log);
            MissingHandles.Report(ModuleDefinition, selection, declared, log);
            var runtime = RuntimeContract.Require(ModuleDefinition, ResolveAssembly);
            var context = WeavingContext.Of(ModuleDefinition, ResolveAssembly, runtime, declared);
            var types = selection.Select(type => new TypeWeaver(context, type).Weave()).ToArray();
            ManifestWriter.Write(context, types);
            HandleAccessor.FillAll(context, types);
            var count = types.Sum(type => type.MethodCount);
            log.Info(count == 1 ? "1 method was made patchable." : $"{count} methods were made patchable.");
        }
        catch (ConfigurationException exception)
        {
            log.Error(new HotpatchWeavingException(ErrorCode.UnknownConfiguration, exception.Message));
        }
        catch (HotpatchWeavingException exception)
        {
            log.Error(exception);
        }
#pragma warning disable CA1031 // Cecil throws whatever comes of what it reads, and nobody but the log would tell where.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.Error(UnexpectedFailure.Of(exception, ModuleDefinition));
        }
    }

    /// <inheritdoc/>
    public override void AfterWeaving()
    {
        if (_compiled is null)
            return;

        try
        {
            new WrittenAssembly(ModuleDefinition, AssemblyFilePath, ProjectDirectoryPath, AssemblyResolver).Keep(_compiled);
        }
        catch (HotpatchWeavingException exception)
        {
            new WeaverLog(this).Error(exception);
        }
    }
}
