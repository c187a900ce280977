using System.Reflection.Emit;

namespace Hotpatch.Tests.Perverse;

/// <summary>Replacements for any handle, made at run time.</summary>
internal static class Constant
{
    /// <summary>A replacement that takes whatever the handle's takes, and returns a number.</summary>
    public static Delegate Returning(Type delegateType, int result) => Make(delegateType, typeof(int), il => il.Emit(OpCodes.Ldc_I4, result));

    /// <summary>A replacement that takes whatever the handle's takes, and does nothing.</summary>
    public static Delegate Nothing(Type delegateType) => Make(delegateType, typeof(void), _ => { });

    private static Delegate Make(Type delegateType, Type result, Action<ILGenerator> emit)
    {
        Type[] parameters = [.. delegateType.GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
        var method = new DynamicMethod("Constant", result, parameters, typeof(Constant).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        emit(il);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate(delegateType);
    }
}
