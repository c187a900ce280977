using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>An assembly with a number of small methods, ten in a type.</summary>
internal static class ManyMethods
{
    private const int MethodsOfAType = 10;

    /// <summary>Writes the assembly.</summary>
    public static void Write(string path, int methods)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Many"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Many");
        for (var number = 0; number < methods / MethodsOfAType; number++)
            WriteType(module.DefineType("Many.Type" + number.ToString(CultureInfo.InvariantCulture), TypeAttributes.Public));

        assembly.Save(path);
    }

    // public static int M{number}(int a, int b) => a + b * {number};
    private static void WriteType(TypeBuilder type)
    {
        for (var number = 0; number < MethodsOfAType; number++)
        {
            var method = type.DefineMethod(
                "M" + number.ToString(CultureInfo.InvariantCulture), MethodAttributes.Public | MethodAttributes.Static, typeof(int), [typeof(int), typeof(int)]);
            var il = method.GetILGenerator();
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, number);
            il.Emit(OpCodes.Mul);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ret);
        }

        type.CreateType();
    }
}
