using System.Reflection.Emit;

namespace Hotpatch.Tests.Perverse;

/// <summary>Replacements for any handle, made at run time.</summary>
internal static class Constant
{
    /// <summary>A replacement that takes whatever the handle's takes, and returns a number.</summary>
    public static Delegate Returning(Type delegateType, int result) => Make(delegateType, typeof(int), il => il.Emit(OpCodes.Ldc_I4, result));

    /// <summary>A replacement that takes whatever the handle's takes, and does nothing.</summary>
    public static Delegate Nothing(Type delegateType) => Make(delegateType, typeof(void), _ => { });

    /// <summary>A replacement that counts its calls and then calls the original.</summary>
    public static Delegate Counting(PatchHandle handle, int[] count)
    {
        var invoke = handle.DelegateType.GetMethod("Invoke")!;
        Type[] parameters = [typeof(int[]), .. invoke.GetParameters().Select(parameter => parameter.ParameterType)];
        var method = new DynamicMethod("Counting", invoke.ReturnType, parameters, typeof(Constant).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ldelema, typeof(int));
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Ldind_I4);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stind_I4);
        for (var i = 1; i < parameters.Length; i++)
            il.Emit(OpCodes.Ldarg, (short)i);

        il.Emit(OpCodes.Call, handle.Original.Method);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate(handle.DelegateType, count);
    }

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
