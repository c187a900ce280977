using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Hotpatch.Tests.Libraries;

/// <summary>A patch library written as IL, with one patch for each of many handles, whatever their signature and however private their types.</summary>
internal static class EmittedLibrary
{
    public const string Name = "Emitted";
    public const string TypeName = "Patches";
    public const string Calls = "Calls";

    /// <summary>Layers that count their calls and call what lies below; or replacements that give the default, and are not meant to be called.</summary>
    public static byte[] Write(IReadOnlyList<PatchHandle> handles, bool asLayers)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(Name), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule(Name);
        // The runtime then lets the library see what is private there.
        foreach (var friend in handles.Select(handle => handle.Method.Module.Assembly.GetName().Name!).Distinct())
            assembly.SetCustomAttribute(new CustomAttributeBuilder(typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!, [friend]));

        var type = module.DefineType(TypeName, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        var calls = type.DefineField(Calls, typeof(int), FieldAttributes.Public | FieldAttributes.Static);
        var attribute = typeof(PatchAttribute).GetConstructor([typeof(string)])!;
        for (var i = 0; i < handles.Count; i++)
        {
            var method = Define(type, handles[i].DelegateType, "Patch" + i, asLayers, calls);
            method.SetCustomAttribute(new CustomAttributeBuilder(attribute, [handles[i].Name]));
        }

        type.CreateType();
        using var stream = new MemoryStream();
        assembly.Save(stream);
        return stream.ToArray();
    }

    private static MethodBuilder Define(TypeBuilder type, Type delegateType, string name, bool asLayer, FieldInfo calls)
    {
        var invoke = delegateType.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(parameter => parameter.ParameterType);
        var method = type.DefineMethod(
            name, MethodAttributes.Public | MethodAttributes.Static, invoke.ReturnType, [.. asLayer ? [delegateType] : Type.EmptyTypes, .. parameters]);
        var il = method.GetILGenerator();
        if (asLayer)
        {
            il.Emit(OpCodes.Ldsfld, calls);
            il.Emit(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Stsfld, calls);
            for (var i = 0; i <= invoke.GetParameters().Length; i++)
                il.Emit(OpCodes.Ldarg, (short)i);

            il.Emit(OpCodes.Callvirt, invoke);
        }
        else
        {
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Throw);
        }

        il.Emit(OpCodes.Ret);
        return method;
    }
}
