using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// The signature of a method's replacements. For an instance method, the instance comes first, by reference for structs. The captured variables
/// of a lambda or local function are left out, because no source can name their type.
/// </summary>
/// <param name="Method">The method.</param>
/// <param name="Arguments">The arguments of a replacement.</param>
/// <param name="ReturnType">The return type, without modifiers.</param>
internal sealed record MethodSignature(MethodDefinition Method, List<MethodSignature.Argument> Arguments, TypeReference ReturnType)
{
    private bool? _fitsFunc;
    private bool? _canResultBeObject;
    private TypeReference?[]? _passedTypes;

    /// <summary>Whether the first argument is the instance of a class.</summary>
    public bool IsFirstInstance { get; init; } = Arguments is [{ Parameter: null }, ..] && !Method.DeclaringType.IsValueType;

    /// <summary>Whether a <c>Func</c> or <c>Action</c> can have this signature. Computed once.</summary>
    /// <exception cref="Diagnostics.HotpatchWeavingException">The definition of a type was not found.</exception>
    public bool FitsFunc => _fitsFunc ??= FitFunc(Method, Arguments, ReturnType);

    /// <summary>Whether the method has a result that can be an object: it is no reference, no pointer and no ref struct.</summary>
    public bool CanResultBeObject => _canResultBeObject ??= !ReturnType.IsVoid() && ReturnType.MayBeTypeArgument() != false;

    /// <summary>
    /// For each argument, the type by which a router passes it, which is that of the variable for a reference; null if it can't be an object.
    /// The runtime computes the same of a delegate type, in <c>PassableParameters</c>. A type whose definition was not found is taken for one that can be.
    /// </summary>
    public IReadOnlyList<TypeReference?> PassedTypes => _passedTypes ??= [.. Arguments.Select(argument => PassedType(argument.Type))];

    public static MethodSignature Of(MethodDefinition method)
    {
        var arguments = new List<Argument>(method.Parameters.Count + 1);
        var isLocal = method.IsLambdaOrLocalFunction();
        if (method.HasThis && !isLocal)
            arguments.Add(SelfOf(method));

        foreach (var parameter in method.Parameters)
        {
            if (!(isLocal && parameter.IsClosure()))
                arguments.Add(new Argument(parameter.ParameterType.WithoutModifiers(), parameter));
        }

        return new MethodSignature(method, arguments, method.ReturnType.WithoutModifiers());
    }

    private static bool FitFunc(MethodDefinition method, List<Argument> arguments, TypeReference returnType)
    {
        if (arguments.Count > FrameworkLimits.FuncParameters || !returnType.CanBeTypeArgument(method))
            return false;

        foreach (var argument in arguments)
        {
            if (!argument.Type.CanBeTypeArgument(method))
                return false;
        }

        return true;
    }

    private static TypeReference? PassedType(TypeReference type)
    {
        var variable = type is ByReferenceType reference ? reference.ElementType.WithoutModifiers() : type;
        return variable.MayBeTypeArgument() == false ? null : variable;
    }

    private static Argument SelfOf(MethodDefinition method)
        => new(
            method.DeclaringType.IsValueType ? new ByReferenceType(method.DeclaringType.Self()) : method.DeclaringType.Self(), Parameter: null);

    /// <summary>One argument of a replacement.</summary>
    /// <param name="Type">The argument's type, without modifiers.</param>
    /// <param name="Parameter">The method's parameter that is passed; null for <c>this</c>.</param>
    internal readonly record struct Argument(TypeReference Type, ParameterDefinition? Parameter);
}
