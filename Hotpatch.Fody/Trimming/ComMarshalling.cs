using Mono.Cecil;

namespace Hotpatch.Fody.Trimming;

/// <summary>Finds P/Invoke methods that pass COM objects. The trimmer warns at each call of such a method, because it can't see what the objects need.</summary>
internal static class ComMarshalling
{
    public static bool IsUsedBy(MethodDefinition import)
        => IsCom(import.MethodReturnType, import.ReturnType) || import.Parameters.Any(parameter => IsCom(parameter, parameter.ParameterType));

    // The trimmer's rule: interfaces and classes without a layout are COM objects, unless marshalling information says otherwise.
    private static bool IsCom(IMarshalInfoProvider provider, TypeReference type)
    {
        if (provider.HasMarshalInfo && provider.MarshalInfo.NativeType != NativeType.None)
            return provider.MarshalInfo.NativeType is NativeType.IUnknown or NativeType.IDispatch or NativeType.IntF;

        return type is not (GenericParameter or FunctionPointerType or PointerType)
            && !type.IsPrimitive
            && type.GetElementType().Resolve() is { IsValueType: false } definition
            && IsComClass(definition);
    }

    private static bool IsComClass(TypeDefinition type)
        => type.FullName switch
        {
            "System.Array" => true,
            "System.String" or "System.Text.StringBuilder" or "System.Void" => false,
            _ => type.IsInterface || (!DerivesFromHandleOrDelegate(type) && !type.IsSequentialLayout && !type.IsExplicitLayout),
        };

    private static bool DerivesFromHandleOrDelegate(TypeDefinition type)
    {
        for (var part = type; part is not null; part = part.BaseType?.Resolve())
        {
            if (part.FullName is "System.MulticastDelegate"
                or "System.Runtime.InteropServices.SafeHandle"
                or "System.Runtime.InteropServices.CriticalHandle")
            {
                return true;
            }
        }

        return false;
    }
}
