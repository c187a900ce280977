using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Workload;

/// <summary>Changes of all kinds, at random places of a module.</summary>
public sealed class Change(ModuleDefinition module, Random random)
{
    private int _count;

    public string Run()
    {
        var writeLine = module.ImportReference(typeof(Console).GetMethod("WriteLine", [typeof(string)]));
        foreach (var type in module.GetTypes().Where(type => type.HasMethods).ToArray())
        {
            switch (random.Next(8))
            {
                case 0:
                    type.Fields.Add(new FieldDefinition("added" + _count, FieldAttributes.Private | FieldAttributes.Static, module.ImportReference(typeof(Dictionary<string, int[]>))));
                    break;
                case 1:
                    AddMethod(type, writeLine);
                    break;
                case 2:
                    type.NestedTypes.Add(new TypeDefinition("", "Added" + _count, TypeAttributes.NestedPrivate | TypeAttributes.Class, module.TypeSystem.Object));
                    break;
                case 3:
                    AddAttribute(type);
                    break;
            }

            foreach (var method in type.Methods.Where(method => method.HasBody).ToArray())
                Method(method, writeLine);
        }

        module.Resources.Add(new EmbeddedResource("added", ManifestResourceAttributes.Public, [1, 2, 3]));
        module.Assembly.Name.Version = new Version(9, 8, 7, 6);
        return $"{_count} changes";
    }

    private void Method(MethodDefinition method, MethodReference writeLine)
    {
        var body = method.Body;
        var il = body.GetILProcessor();
        switch (random.Next(12))
        {
            case 0:
                body.SimplifyMacros();
                il.InsertBefore(body.Instructions[0], il.Create(OpCodes.Ldstr, method.Name));
                il.InsertAfter(body.Instructions[0], il.Create(OpCodes.Call, writeLine));
                body.OptimizeMacros();
                break;
            case 1:
                body.Variables.Add(new VariableDefinition(new GenericInstanceType(module.ImportReference(typeof(List<>))) { GenericArguments = { module.TypeSystem.String } }));
                body.InitLocals = true;
                break;
            case 2:
                Wrap(body, il);
                break;
            case 3 when !method.IsVirtual && !method.IsConstructor:
                method.Name += "_renamed";
                break;
            case 4:
                method.Parameters.Add(new ParameterDefinition("added", ParameterAttributes.Optional, module.TypeSystem.Int64) { Constant = 42L });
                break;
            case 5:
                foreach (var instruction in body.Instructions.Where(instruction => instruction.OpCode == OpCodes.Ldstr).ToArray())
                    il.Replace(instruction, il.Create(OpCodes.Ldstr, "changed " + instruction.Operand));

                break;
            default:
                return;
        }

        _count++;
    }

    // Around everything: try { … } finally { nop }.
    private static void Wrap(MethodBody body, ILProcessor il)
    {
        if (body.HasExceptionHandlers || body.Instructions.Any(instruction => instruction.OpCode.FlowControl == FlowControl.Return && instruction != body.Instructions[^1]))
            return;

        if (body.Method.ReturnType.MetadataType != MetadataType.Void)
            return;

        var last = body.Instructions[^1];
        var finish = il.Create(OpCodes.Nop);
        il.InsertBefore(last, il.Create(OpCodes.Leave, last));
        il.InsertBefore(last, finish);
        il.InsertBefore(last, il.Create(OpCodes.Endfinally));
        body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Finally) { TryStart = body.Instructions[0], TryEnd = finish, HandlerStart = finish, HandlerEnd = last });
    }

    private void AddMethod(TypeDefinition type, MethodReference writeLine)
    {
        var method = new MethodDefinition("Added" + _count, MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void);
        method.GenericParameters.Add(new GenericParameter("TAdded", method));
        method.Parameters.Add(new ParameterDefinition("items", ParameterAttributes.None, new ArrayType(method.GenericParameters[0])));
        method.Body.Instructions.Add(Instruction.Create(OpCodes.Ldstr, "added"));
        method.Body.Instructions.Add(Instruction.Create(OpCodes.Call, writeLine));
        method.Body.Instructions.Add(Instruction.Create(OpCodes.Ret));
        type.Methods.Add(method);
    }

    private void AddAttribute(TypeDefinition type)
    {
        var attribute = new CustomAttribute(module.ImportReference(typeof(ObsoleteAttribute).GetConstructor([typeof(string), typeof(bool)])));
        attribute.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.String, "old"));
        attribute.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.Boolean, _count % 2 == 0));
        attribute.Properties.Add(new CustomAttributeNamedArgument("DiagnosticId", new CustomAttributeArgument(module.TypeSystem.String, "X" + _count)));
        type.CustomAttributes.Add(attribute);
    }
}
