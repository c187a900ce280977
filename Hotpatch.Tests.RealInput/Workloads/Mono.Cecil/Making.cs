using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Workload;

/// <summary>An assembly made from nothing, which is then loaded and run.</summary>
public sealed class Making(Output output, IAssemblyResolver resolver)
{
    public void Run()
    {
        foreach (var operation in new[] { OpCodes.Add, OpCodes.Sub, OpCodes.Mul, OpCodes.Div, OpCodes.Rem, OpCodes.Xor, OpCodes.Shl })
        {
            output.Step($"make {operation}", () =>
            {
                using var stream = new MemoryStream();
                using (var assembly = Make(operation))
                    assembly.Write(stream, new WriterParameters { DeterministicMvid = true });

                var loaded = new System.Runtime.Loader.AssemblyLoadContext("made", isCollectible: true);
                stream.Position = 0;
                var method = loaded.LoadFromStream(stream).GetType("Made.Calculator")!.GetMethod("Calculate")!;
                return string.Join(",", new[] { 1, 7, 12 }.Select(value => method.Invoke(null, [value * 5, value])));
            });
        }
    }

    private AssemblyDefinition Make(OpCode operation)
    {
        var assembly = AssemblyDefinition.CreateAssembly(
            new AssemblyNameDefinition("Made", new Version(1, 2)), "Made", new ModuleParameters { Kind = ModuleKind.Dll, AssemblyResolver = resolver });
        var module = assembly.MainModule;
        var type = new TypeDefinition("Made", "Calculator", TypeAttributes.Public | TypeAttributes.Class, module.ImportReference(typeof(object)));
        module.Types.Add(type);
        var method = new MethodDefinition("Calculate", MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Int32);
        method.Parameters.Add(new ParameterDefinition("left", ParameterAttributes.None, module.TypeSystem.Int32));
        method.Parameters.Add(new ParameterDefinition("right", ParameterAttributes.None, module.TypeSystem.Int32));
        type.Methods.Add(method);
        var il = method.Body.GetILProcessor();
        var end = il.Create(OpCodes.Ret);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg, method.Parameters[1]);
        il.Emit(operation);
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Ldc_I4, 1000);
        il.Emit(OpCodes.Blt, end);
        il.Emit(OpCodes.Neg);
        il.Append(end);
        return assembly;
    }
}
