using Fody;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Signing;

namespace Hotpatch.Fody;

/// <summary>The class that Fody creates and calls in a build. <see cref="Weaver"/> does the weaving; this class keeps the assembly's strong name.</summary>
public sealed class ModuleWeaver : BaseModuleWeaver
{
    private StrongName? _compiled;

    /// <inheritdoc/>
    public override IEnumerable<string> GetAssembliesForScanning() => [];

    /// <inheritdoc/>
    public override void Execute()
    {
        var build = new BuildLog(this);
        var log = new WeaverLog(build.Write);
        Failures.Log(log, ModuleDefinition, () =>
        {
            _compiled = StrongName.Of(ModuleDefinition);
            PublicKeyFile.Fill(AssemblyFilePath, _compiled);
        });

        if (!log.HasErrors)
            Weaver.Weave(ModuleDefinition, Config, ResolveAssembly, build.Write);
    }

    /// <inheritdoc/>
    public override void AfterWeaving()
    {
        if (_compiled is not { } compiled)
            return;

        Failures.Log(
            new WeaverLog(new BuildLog(this).Write),
            ModuleDefinition,
            () => new WrittenAssembly(ModuleDefinition, AssemblyFilePath, ProjectDirectoryPath, AssemblyResolver).Keep(compiled));
    }
}
