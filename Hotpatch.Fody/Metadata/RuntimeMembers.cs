using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>What woven code names of Hotpatch.Runtime: members of the namespace <c>Hotpatch.Woven</c> and no other.</summary>
internal sealed class RuntimeMembers
{
    /// <summary>The version of the contract that this weaver writes code for.</summary>
    public const int ContractVersion = 1;

    private readonly ModuleDefinition _module;
    private readonly ModuleDefinition _runtime;

    private RuntimeMembers(ModuleDefinition module, ModuleDefinition runtime)
    {
        _module = module;
        _runtime = runtime;

        Manifest = Type(KnownNames.Runtime.Manifest);
        HandleList = Type(KnownNames.Runtime.HandleList);
        ManifestConstructor = Method(KnownNames.Runtime.Manifest, KnownNames.Framework.Constructor);
        AddMethod = Method(KnownNames.Runtime.HandleList, KnownNames.Runtime.HandleListAdd);
        AddType = Method(KnownNames.Runtime.HandleList, KnownNames.Runtime.HandleListAddType);
        DescribeHandlesConstructor = Method(KnownNames.Runtime.DescribeHandles, KnownNames.Framework.Constructor);
        StoreSlotConstructor = Method(KnownNames.Runtime.StoreSlot, KnownNames.Framework.Constructor);
        WovenAssemblyConstructor = Method(KnownNames.Runtime.WovenAssemblyAttribute, KnownNames.Framework.Constructor);
    }

    public TypeReference Manifest { get; }

    public TypeReference HandleList { get; }

    public MethodReference ManifestConstructor { get; }

    public MethodReference AddMethod { get; }

    public MethodReference AddType { get; }

    public MethodReference DescribeHandlesConstructor { get; }

    public MethodReference StoreSlotConstructor { get; }

    public MethodReference WovenAssemblyConstructor { get; }

    /// <exception cref="HotpatchWeavingException">The runtime is not referenced, or older than this weaver needs.</exception>
    public static RuntimeMembers Load(ModuleDefinition module, Func<string, AssemblyDefinition?> resolveAssembly)
    {
        var runtime = resolveAssembly(KnownNames.Runtime.Assembly) ?? throw new HotpatchWeavingException(
            ErrorCode.RuntimeMissing,
            $"{module.Assembly.Name.Name} does not reference {KnownNames.Runtime.Assembly}, which woven code needs when it runs. "
            + $"Reference the package {KnownNames.Runtime.Assembly}.");

        var contract = runtime.MainModule.GetType(KnownNames.Runtime.Contract);
        var found = contract?.Fields.FirstOrDefault(field => field.Name == KnownNames.Runtime.ContractVersion)?.Constant as int? ?? 0;
        if (found < ContractVersion)
        {
            throw new HotpatchWeavingException(
                ErrorCode.RuntimeTooOld,
                $"Hotpatch.Fody writes code for version {ContractVersion} of the contract between woven code and {KnownNames.Runtime.Assembly}, "
                + $"but {runtime.Name.Name} {runtime.Name.Version} serves version {found}. "
                + $"Update the package {KnownNames.Runtime.Assembly} to the version of Hotpatch.Fody.");
        }

        return new RuntimeMembers(module, runtime.MainModule);
    }

    private TypeReference Type(string type) => _module.ImportReference(Find(type));

    private MethodReference Method(string type, string method) => _module.ImportReference(Find(type).SingleMethod(method));

    private TypeDefinition Find(string type)
        => _runtime.GetType(type) ?? throw new HotpatchWeavingException(
            ErrorCode.RuntimeTooOld, $"{type} was not found in {_runtime.Assembly.Name}. Update the package {KnownNames.Runtime.Assembly}.");
}
