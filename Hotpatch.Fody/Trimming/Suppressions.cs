using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using static Hotpatch.Fody.Trimming.TrimmingNames;

namespace Hotpatch.Fody.Trimming;

/// <summary>Writes <c>[UnconditionalSuppressMessage]</c> on generated members, one for each code.</summary>
internal sealed class Suppressions
{
    private const string Reason = "Hotpatch: whoever calls the method, or reads its handle, is warned instead.";

    private readonly ModuleDefinition _module;
    private readonly FrameworkTypes _framework;
    private readonly Lazy<MethodReference> _constructor;

    public Suppressions(ModuleDefinition module, FrameworkTypes framework)
    {
        _module = module;
        _framework = framework;
        _constructor = new(() => framework.TryGetConstructor(SuppressMessage) ?? OwnConstructor() ?? Declare());
    }

    /// <summary>Silences warnings in a generated member. Without codes, it adds nothing.</summary>
    public void Add(ICustomAttributeProvider generated, IEnumerable<string> codes)
    {
        foreach (var code in codes.Distinct(StringComparer.Ordinal).OrderBy(code => code, StringComparer.Ordinal))
            generated.CustomAttributes.Add(Write(code));
    }

    // [UnconditionalSuppressMessage("{category}", "{code}", Justification = "{reason}")]
    private CustomAttribute Write(string code)
    {
        var types = _module.TypeSystem;
        var attribute = new CustomAttribute(_constructor.Value)
        {
            ConstructorArguments =
            {
                new CustomAttributeArgument(types.String, Warnings.CategoryOf(code)),
                new CustomAttributeArgument(types.String, code),
            },
        };

        if (_constructor.Value is not MethodDefinition)
            attribute.Properties.Add(new CustomAttributeNamedArgument(Justification, new CustomAttributeArgument(types.String, Reason)));

        return attribute;
    }

    /// <summary>Returns the constructor of the project's own attribute, for a target framework without it. The analyses find it by name.</summary>
    private MethodDefinition? OwnConstructor()
        => _module.GetType(SuppressMessage)?.Methods.FirstOrDefault(
            method => method.IsConstructor
                && method.Parameters.Count == 2
                && method.Parameters.All(parameter => parameter.ParameterType.MetadataType == MetadataType.String));

    // namespace System.Diagnostics.CodeAnalysis;
    // internal sealed class UnconditionalSuppressMessageAttribute(string category, string checkId) : Attribute;
    private MethodDefinition Declare()
    {
        var type = new TypeDefinition(
            Namespace,
            SuppressMessageName,
            TypeAttributes.NotPublic | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit,
            _framework.Get(KnownNames.Framework.Attribute));
        var constructor = new MethodDefinition(
            KnownNames.Framework.Constructor,
            MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
            _module.TypeSystem.Void);
        constructor.Parameters.Add(new ParameterDefinition(_module.TypeSystem.String));
        constructor.Parameters.Add(new ParameterDefinition(_module.TypeSystem.String));

        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, _framework.TryGetConstructor(KnownNames.Framework.Attribute));
        il.Emit(OpCodes.Ret);
        type.Methods.Add(constructor);
        _module.Types.Add(type);
        return constructor;
    }
}
