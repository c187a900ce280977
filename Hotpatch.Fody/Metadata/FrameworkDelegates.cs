using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Finds the framework's <c>Func</c> and <c>Action</c> types, and keeps each that was found.</summary>
internal sealed class FrameworkDelegates(ModuleDefinition module, FrameworkTypes framework)
{
    // The index is the number of type arguments.
    private readonly MethodReference?[] _ofActions = new MethodReference?[FrameworkLimits.FuncParameters + 1];
    private readonly MethodReference?[] _ofFuncs = new MethodReference?[FrameworkLimits.FuncParameters + 2];

    /// <summary>Returns the open <c>Invoke</c> of the <c>Func</c> or <c>Action</c> with that number of type arguments.</summary>
    public MethodReference InvokeOf(bool isVoid, int arguments)
        => (isVoid ? _ofActions : _ofFuncs)[arguments] ??= Find(NameOf(isVoid, arguments));

    /// <summary>Returns the constructor of the <c>Func</c> without parameters that returns the type.</summary>
    public MethodReference ConstructorOf(TypeReference returnType)
    {
        var func = InvokeOf(isVoid: false, arguments: 1).DeclaringType;
        var open = module.ImportReference(func.Resolve().SingleMethod(KnownNames.Framework.Constructor));
        var constructor = new MethodReference(open.Name, open.ReturnType, new GenericInstanceType(func) { GenericArguments = { returnType } }) { HasThis = true };
        foreach (var parameter in open.Parameters)
            constructor.Parameters.Add(new ParameterDefinition(parameter.ParameterType));

        return constructor;
    }

    private MethodReference Find(string type) => module.ImportReference(framework.Get(type).Resolve().SingleMethod(KnownNames.Framework.Invoke));

    private static string NameOf(bool isVoid, int arguments)
        => (isVoid, arguments) switch
        {
            (true, 0) => KnownNames.Framework.ActionWithoutParameters,
            (true, _) => KnownNames.Framework.Action + arguments,
            _ => KnownNames.Framework.Func + arguments,
        };
}
