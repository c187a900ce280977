using System.Text;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Declares the generic delegate types of a module for signatures with references or with many parameters, each with its router. Methods whose
/// signatures have the same directions share one: <c>TryParse(string, out int)</c> and <c>TryGet(Key, out Value)</c> have the type
/// <c>Func_1_out&lt;T1, T2, TResult&gt;</c>. A delegate type and a router for each method would be several times larger.
/// </summary>
internal sealed class DelegateShapes
{
    private readonly Dictionary<string, MethodDefinition> _invokes = new(StringComparer.Ordinal);

    /// <summary>
    /// Returns the delegate type for a method; null if an argument or the result can't be a type argument, such as a ref struct, or refers to a
    /// variable with a modifier, which a type argument can't have.
    /// </summary>
    public SlotDelegate? TryFor(WeavingContext context, MethodSignature signature)
    {
        if (!IsShape(signature.ReturnType) || !signature.Arguments.TrueForAll(argument => IsShape(argument.Type)))
            return null;

        var name = NameOf(signature);
        if (!_invokes.TryGetValue(name, out var invoke))
            _invokes.Add(name, invoke = Declare(context, signature, name));

        List<TypeReference> arguments = [.. signature.Arguments.Select(argument => Variable(argument.Type))];
        if (!signature.ReturnType.IsVoid())
            arguments.Add(Variable(signature.ReturnType));

        return new SlotDelegate(invoke.DeclaringType.Close(arguments), invoke.Close(arguments, []), NeedsRouter: false);
    }

    private static bool IsShape(TypeReference type) => Variable(type) is not IModifierType and var variable && variable.MayBeTypeArgument() == true;

    private static TypeReference Variable(TypeReference type) => type is ByReferenceType reference ? reference.ElementType : type;

    // The name has all that tells the shapes apart: Action_ref, Func_2_out, ReadOnlyRefFunc_1. A number stands for that many parameters by value.
    private static string NameOf(MethodSignature signature)
    {
        var name = new StringBuilder(
            signature.ReturnType.IsVoid() ? RouterNames.Generated.ActionShape
            : signature.ReturnType is not ByReferenceType ? RouterNames.Generated.FuncShape
            : signature.Method.MethodReturnType.Has(KnownNames.Framework.IsReadOnlyAttribute) ? RouterNames.Generated.ReadOnlyRefFuncShape
            : RouterNames.Generated.RefFuncShape);

        var values = 0;
        foreach (var argument in signature.Arguments)
        {
            if (argument.Type is not ByReferenceType)
            {
                values++;
                continue;
            }

            AppendValues();
            name.Append('_').Append(DirectionOf(argument.Parameter));
        }

        AppendValues();
        return name.ToString();

        void AppendValues()
        {
            if (values > 0)
                name.Append('_').Append(values);

            values = 0;
        }
    }

    private static string DirectionOf(ParameterDefinition? parameter)
        => parameter is null ? "ref"
            : parameter.IsOut ? "out"
            : parameter.Has(KnownNames.Framework.IsReadOnlyAttribute) ? "in"
            : parameter.Has(KnownNames.Framework.RequiresLocationAttribute) ? "readonly"
            : "ref";

    // internal delegate {TResult} {name}<T1, T2, …, TResult>({ref} T1, {ref} T2, …);
    private static MethodDefinition Declare(WeavingContext context, MethodSignature signature, string shape)
    {
        var count = signature.Arguments.Count + (signature.ReturnType.IsVoid() ? 0 : 1);
        var name = GeneratedClass.UniqueTopLevelName(context.Module, $"{shape}`{count}");
        var type = DeclaredDelegate.Create(context, name, TypeAttributes.NotPublic);
        type.Namespace = KnownNames.Generated.ManifestNamespace;
        context.Module.Types.Add(type);
        DeclareParameters(type, signature);
        var invoke = DeclaredDelegate.AddInvoke(type, ReturnTypeIn(type, signature));
        for (var i = 0; i < signature.Arguments.Count; i++)
            invoke.Parameters.Add(ParameterIn(type, signature.Arguments[i], i));

        signature.Method.MethodReturnType.CopyAttributes(invoke.MethodReturnType, KnownNames.Framework.DirectionAttributes);
        AddRouter(context, invoke);
        return invoke;
    }

    private static void DeclareParameters(TypeDefinition type, MethodSignature signature)
    {
        for (var i = 1; i <= signature.Arguments.Count; i++)
            type.GenericParameters.Add(new GenericParameter(RouterNames.Generated.TypeParameter + i, type));

        if (!signature.ReturnType.IsVoid())
            type.GenericParameters.Add(new GenericParameter(RouterNames.Generated.ResultTypeParameter, type));
    }

    private static ParameterDefinition ParameterIn(TypeDefinition type, MethodSignature.Argument argument, int place)
    {
        const ParameterAttributes Direction = ParameterAttributes.In | ParameterAttributes.Out;
        var parameter = type.GenericParameters[place];
        if (argument.Type is not ByReferenceType)
            return new ParameterDefinition(parameter);

        var copy = new ParameterDefinition(name: null, (argument.Parameter?.Attributes ?? ParameterAttributes.None) & Direction, new ByReferenceType(parameter));
        argument.Parameter?.CopyAttributes(copy, KnownNames.Framework.DirectionAttributes);
        return copy;
    }

    private static TypeReference ReturnTypeIn(TypeDefinition type, MethodSignature signature)
        => signature.ReturnType.IsVoid() ? signature.ReturnType
            : signature.ReturnType is ByReferenceType ? new ByReferenceType(type.GenericParameters.Last())
            : type.GenericParameters.Last();

    // internal sealed class {name}_Router<T1, T2, …, TResult> : Router
    private static void AddRouter(WeavingContext context, MethodDefinition invoke)
    {
        var type = invoke.DeclaringType;
        var router = new TypeDefinition(
            type.Namespace, RouterClass.NameFor(type.Name), TypeAttributes.NotPublic | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit, context.Runtime.Routers.Router);
        var scope = GenericScope.Of(type);
        scope.DeclareOn(router);
        context.Module.Types.Add(router);

        var parameters = invoke.Parameters.Select(parameter => scope.Inside(router, parameter.ParameterType)).ToArray();
        var result = scope.Inside(router, invoke.ReturnType);
        RouterClass.Complete(context, router, new RouterSignature(
            invoke.Close(router.GenericParameters, []),
            parameters,
            [.. parameters.Select(parameter => parameter is ByReferenceType reference ? reference.ElementType : parameter)],
            result,
            result is GenericParameter,
            parameters is [GenericParameter, ..] ? RouterSignature.FirstArgument.MayBeInstance : RouterSignature.FirstArgument.NoInstance));
    }
}
