using System.Reflection;
using System.Reflection.Emit;

namespace Hotpatch.Tests.Support;

/// <summary>A replacement, made at run time for any handle, that counts its calls and calls the original.</summary>
internal sealed class CountingReplacement
{
    private readonly int[] _count = new int[1];

    public CountingReplacement(PatchHandle handle)
    {
        Handle = handle;
        Delegate = Make(handle);
    }

    public PatchHandle Handle { get; }

    public Delegate Delegate { get; }

    public int Count => _count[0];

    // static R Replacement(int[] count, …arguments) { count[0]++; return Original(…arguments); }, bound to the count
    private Delegate Make(PatchHandle handle)
    {
        var invoke = handle.DelegateType.GetMethod("Invoke")!;
        Type[] parameters = [typeof(int[]), .. invoke.GetParameters().Select(parameter => parameter.ParameterType)];
        var method = new DynamicMethod(
            "Replacement", invoke.ReturnType, parameters, typeof(CountingReplacement).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ldelema, typeof(int));
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Ldind_I4);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stind_I4);

        // A lambda's that captures nothing is an instance method without an instance in its signature.
        var original = handle.Original.Method;
        if (!original.IsStatic && original.GetParameters().Length == parameters.Length - 1)
            il.Emit(OpCodes.Ldnull);

        for (var i = 1; i < parameters.Length; i++)
            il.Emit(OpCodes.Ldarg, (short)i);

        il.Emit(OpCodes.Call, original);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate(handle.DelegateType, _count);
    }
}
