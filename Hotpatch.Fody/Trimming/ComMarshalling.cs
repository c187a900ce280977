using Mono.Cecil;

namespace Hotpatch.Fody.Trimming;

/// <summary>Whether an import passes COM objects, of which the trimmer warns at each call: it cannot see what they need.</summary>
internal static class ComMarshalling
{
    public static bool IsUsedBy(MethodDefinition import)
        => IsCom(import.MethodReturnType, import.ReturnType) || import.Parameters.Any(parameter => IsCom(parameter, parameter.ParameterType));

    // As the trimmer has it: interfaces and classes without a layout are COM unless something else is said.
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
