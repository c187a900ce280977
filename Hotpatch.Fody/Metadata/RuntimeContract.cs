using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>The version of the contract between woven code and Hotpatch.Runtime that this weaver needs.</summary>
internal static class RuntimeContract
{
    /// <summary>The contract version of the code that this weaver writes.</summary>
    public const int Version = 1;

    /// <summary>Returns the referenced Hotpatch.Runtime.</summary>
    /// <exception cref="HotpatchWeavingException">The runtime is not referenced, or is too old.</exception>
    public static ModuleDefinition Require(ModuleDefinition module, Func<string, AssemblyDefinition?> resolveAssembly)
    {
        var name = module.Assembly.Name.Name;
        var runtime = resolveAssembly(KnownNames.Runtime.Assembly) ?? throw new HotpatchWeavingException(
            ErrorCode.RuntimeMissing,
            $"{name} does not reference {KnownNames.Runtime.Assembly}, which woven code needs when it runs. "
            + $"Reference the package {KnownNames.Runtime.Assembly}.");

        var served = VersionOf(runtime.MainModule);
        if (served < Version)
        {
            throw new HotpatchWeavingException(
                ErrorCode.RuntimeTooOld,
                $"Hotpatch.Fody writes code for version {Version} of the contract between woven code and {KnownNames.Runtime.Assembly}, "
                + $"but {runtime.Name.Name} {runtime.Name.Version} supports version {served}. "
                + $"Update the package {KnownNames.Runtime.Assembly} to the version of Hotpatch.Fody.");
        }

        return runtime.MainModule;
    }

    private static int VersionOf(ModuleDefinition runtime)
        => runtime.GetType(KnownNames.Runtime.Contract)?.Fields
            .FirstOrDefault(field => field.Name == KnownNames.Runtime.ContractVersion)?.Constant as int? ?? 0;
}
