using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Workload;

/// <summary>Everything that metadata, code and symbols say, as text.</summary>
public sealed class Dump(Output output, ModuleDefinition module)
{
    public void Run()
    {
        output.Step("module", () => $"{module.Name} {module.Kind} {module.Runtime} {module.Architecture} {module.Attributes} {module.Characteristics} {module.EntryPoint}");
        output.Step("assembly", () => $"{module.Assembly.FullName} {module.Assembly.MainModule.Modules()} {Attributes(module.Assembly)}");
        output.Step("references", () => string.Join("; ", module.AssemblyReferences.Select(reference => reference.FullName)));
        output.Step("types referenced", () => string.Join("; ", module.GetTypeReferences().Select(type => $"{type.FullName} {type.Scope?.Name}").Order(StringComparer.Ordinal)));
        output.Step("members referenced", () => string.Join("; ", module.GetMemberReferences().Take(300).Select(member => member.FullName)));
        output.Step("resources", () => string.Join("; ", module.Resources.Select(resource => $"{resource.Name} {resource.ResourceType} {(resource as EmbeddedResource)?.GetResourceData().Length}")));
        output.Step("exported", () => string.Join("; ", module.ExportedTypes.Select(type => type.FullName)));
        foreach (var type in module.GetAllTypes())
            Type(type);
    }

    private static string Attributes(ICustomAttributeProvider provider)
        => !provider.HasCustomAttributes ? "" : string.Join(" ", provider.CustomAttributes.Select(attribute =>
            $"[{attribute.AttributeType.Name}({string.Join(", ", attribute.ConstructorArguments.Select(Text))}"
            + $"{string.Join(", ", attribute.Properties.Concat(attribute.Fields).Select(named => named.Name + "=" + Text(named.Argument)))})]"));

    private static string Text(CustomAttributeArgument argument)
        => argument.Value switch
        {
            CustomAttributeArgument[] items => string.Join("|", items.Select(Text)),
            CustomAttributeArgument boxed => Text(boxed),
            var value => $"{argument.Type.Name} {value}",
        };

    private void Type(TypeDefinition type)
    {
        output.Step("type", () =>
            $"{type.FullName} {type.Attributes} : {type.BaseType?.FullName} {string.Join(",", type.Interfaces.Select(implemented => implemented.InterfaceType.FullName))} "
            + $"{Generics(type)} {type.ClassSize} {type.PackingSize} {Attributes(type)} {type.IsEnum && type.GetEnumUnderlyingType() is not null}");
        output.Step("chain", () => string.Join(" < ", Chain(type).Take(8)));
        foreach (var field in type.Fields)
            output.Step("field", () => $"{field.FullName} {field.Attributes} {field.Constant} {field.Offset} {field.InitialValue?.Length} {field.MarshalInfo?.NativeType} {Attributes(field)}");

        foreach (var property in type.Properties)
            output.Step("property", () => $"{property.FullName} {property.Attributes} {property.GetMethod?.Name} {property.SetMethod?.Name} {property.Constant} {Attributes(property)}");

        foreach (var @event in type.Events)
            output.Step("event", () => $"{@event.FullName} {@event.AddMethod?.Name} {@event.RemoveMethod?.Name} {Attributes(@event)}");

        foreach (var method in type.Methods)
            Method(method);
    }

    private static IEnumerable<string> Chain(TypeDefinition type)
    {
        for (TypeReference? step = type; step is not null; step = step.Resolve()?.BaseType)
            yield return $"{step.Name} ({step.Resolve()?.Module.Assembly.Name.Name})";
    }

    private static string Generics(IGenericParameterProvider provider)
        => string.Join(",", provider.GenericParameters.Select(parameter =>
            $"{parameter.Name} {parameter.Attributes} {string.Join("&", parameter.Constraints.Select(constraint => constraint.ConstraintType.FullName))}"));

    private void Method(MethodDefinition method)
    {
        output.Step("method", () =>
            $"{method.FullName} {method.Attributes} {method.ImplAttributes} {method.CallingConvention} {method.SemanticsAttributes} {Generics(method)} "
            + $"{string.Join(",", method.Parameters.Select(parameter => $"{parameter.Name} {parameter.Attributes} {parameter.Constant} {Attributes(parameter)}"))} "
            + $"{string.Join(",", method.Overrides.Select(overridden => overridden.FullName))} {method.PInvokeInfo?.EntryPoint} {Attributes(method)} {Attributes(method.MethodReturnType)}");
        output.Step("doc", () => DocCommentId.GetDocCommentId(method) + " " + method.GetBaseMethod() + " " + method.GetOriginalBaseMethod().DeclaringType);
        if (!method.HasBody)
            return;

        output.Step("body", () =>
        {
            var body = method.Body;
            var text = new StringBuilder($"{body.MaxStackSize} {body.InitLocals} {body.CodeSize} {string.Join(",", body.Variables.Select(variable => variable.VariableType.FullName))}");
            foreach (var instruction in body.Instructions)
                text.Append("; ").Append(instruction).Append(' ').Append(instruction.OpCode.FlowControl).Append(instruction.GetSize());

            foreach (var handler in body.ExceptionHandlers)
                text.Append("; ").Append(handler.HandlerType).Append(handler.CatchType).Append(handler.TryStart).Append(handler.HandlerEnd);

            return text;
        });
        if (!method.DebugInformation.HasSequencePoints)
            return;

        output.Step("lines", () => string.Join(" ", method.DebugInformation.SequencePoints.Select(point =>
            $"{point.Offset}:{point.StartLine},{point.StartColumn}-{point.EndLine},{point.EndColumn}")));
        output.Step("scopes", () => string.Join(" ", method.DebugInformation.GetScopes().Select(scope =>
            $"{scope.Start.Offset}-{(scope.End.IsEndOfMethod ? -1 : scope.End.Offset)} {string.Join(",", scope.Variables.Select(variable => variable.Name))}")));
    }
}

/// <summary>Small helps.</summary>
public static class ModuleText
{
    public static string Modules(this ModuleDefinition module) => string.Join(",", module.Assembly.Modules.Select(part => part.Name));
}
