using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Naming;

namespace Hotpatch.Routers;

/// <summary>The parameters and the result of a method, for code that gets them as objects. Immutable.</summary>
internal sealed class CallShape
{
    private readonly MethodInfo _invoke;
    private readonly Type[] _types;
    private TaskKind? _task;
    private (int Place, string Text)[]? _texts;

    /// <param name="delegateType">The delegate type of the method's handle.</param>
    /// <param name="method">The method.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2070")] // A delegate that exists has its Invoke.
    public CallShape(Type delegateType, MethodBase method)
    {
        _invoke = delegateType.GetMethod("Invoke")!;
        var parameters = _invoke.GetParameters();
        var own = method.GetParameters();
        Method = method;
        HasInstance = parameters.Length > own.Length;
        Names = Array.ConvertAll(own, parameter => parameter.Name ?? string.Empty);
        AreWritten = Array.ConvertAll(parameters, parameter => parameter.ParameterType.IsByRef && (parameter.IsOut || !parameter.IsIn));
        _types = Array.ConvertAll(parameters, parameter => parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType);
        PassedPlaces = PassableParameters.Of(_invoke);
    }

    /// <summary>Gets the patchable method.</summary>
    public MethodBase Method { get; }

    /// <summary>Gets whether the first argument of the delegate is the instance.</summary>
    public bool HasInstance { get; }

    /// <summary>Gets the names of the parameters, without the instance. A name is empty if it was trimmed.</summary>
    public string[] Names { get; }

    /// <summary>Gets the number of arguments, with the instance.</summary>
    public int Count => _types.Length;

    /// <summary>Gets the places of the arguments that can be objects.</summary>
    public int[] PassedPlaces { get; }

    public Type ResultType => _invoke.ReturnType;

    /// <summary>Gets the kind of task that the method returns; null if it returns none.</summary>
    public TaskKind? Task => _task ??= TaskKind.Of(ResultType);

    /// <summary>Gets whether the method returns a task with a value, which needs code for the value's type.</summary>
    public bool IsTaskOfValue => TaskKind.IsTaskOfValue(ResultType);

    public bool ResultCanBeObject => ResultType == typeof(void) || PassableParameters.HasObjectResult(_invoke);

    /// <summary>Gets the default of the result's type; null if there is no result.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2072")] // A value has its default without a constructor.
    public object? DefaultResult
        => !ResultType.IsValueType || ResultType == typeof(void) ? null
#if NET
            : System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(ResultType);
#else
            : Activator.CreateInstance(ResultType);
#endif

    /// <summary>Gets whether each argument can change for the caller: it is by reference, and not <c>in</c> or <c>ref readonly</c>.</summary>
    public bool[] AreWritten { get; }

    /// <summary>Gets whether an argument can change for the caller.</summary>
    public bool HasReferences => Array.IndexOf(AreWritten, true) >= 0;

    /// <summary>Gets the first thing that can't be an object, as text; null if all can.</summary>
    public string? NotAnObject
    {
        get
        {
            return Texts is [var (_, text), ..] ? text : ResultCanBeObject ? null : "the result " + DelegateText.Describe(ResultType);
        }
    }

    /// <summary>Gets the places of the arguments that can't be objects, with their types as text, which stand for the values.</summary>
    public IReadOnlyList<(int Place, string Text)> Texts
        => _texts ??= [.. Enumerable.Range(0, Count).Where(place => Array.IndexOf(PassedPlaces, place) < 0).Select(place => (place, DelegateText.Describe(_types[place])))];

    /// <summary>Returns why a typed condition can't have the parameters of a method.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070")] // A delegate that exists has its Invoke.
    public static string WhyNoCondition(Type delegateType, MethodBase method)
    {
        var parameters = delegateType.GetMethod("Invoke")!.GetParameters();
        var own = method.GetParameters();
        if (Array.Find(own, parameter => parameter.ParameterType.IsByRef || !PassableParameters.CanBeObject(parameter.ParameterType)) is { } refused)
            return $"the parameter '{refused.Name}' is {(refused.ParameterType.IsByRef ? "by reference" : DelegateText.Describe(refused.ParameterType))}";

        return parameters.Length > own.Length && parameters[0].ParameterType.IsByRef
            ? "the instance is a struct, which is passed by reference"
            : FormattableString.Invariant($"it has {parameters.Length}");
    }

    /// <summary>Throws if a value can't be an argument.</summary>
    /// <exception cref="ArgumentException">The value has another type.</exception>
    public void CheckArgument(int place, object? value)
    {
        if (!Fits(_types[place], value))
            throw Mismatch(place == 0 && HasInstance ? "the instance" : $"the argument '{Names[place - (HasInstance ? 1 : 0)]}'", _types[place], value);
    }

    /// <summary>Throws if a value can't be the result, or the value of the task that is the result.</summary>
    /// <exception cref="ArgumentException">The value has another type.</exception>
    public void CheckResult(Type type, object? value)
    {
        if (type == typeof(void) ? value is not null : !Fits(type, value))
            throw Mismatch("the result", type, value);
    }

    /// <summary>Returns the place of an argument by its name.</summary>
    /// <exception cref="ArgumentException">The method has no such parameter.</exception>
    public int PlaceOf(string name)
        => Array.IndexOf(Names, name) is >= 0 and var index
            ? index + (HasInstance ? 1 : 0)
            : throw new ArgumentException(
                $"{MethodName.Of(Method)}: the name of a parameter was expected ({string.Join(", ", Names)}), but '{name}' was found.", nameof(name));

    /// <summary>Calls a delegate of the method's delegate type. Its exceptions are not wrapped.</summary>
    /// <param name="target">The delegate.</param>
    /// <param name="arguments">The arguments. References are written back to it.</param>
    public object? Call(Delegate target, object?[] arguments)
    {
#if NET
        return _invoke.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
#else
        try
        {
            return _invoke.Invoke(target, arguments);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(inner).Throw();
            throw;
        }
#endif
    }

    private static bool Fits(Type type, object? value)
        => value is null ? !type.IsValueType || Nullable.GetUnderlyingType(type) is not null : (Nullable.GetUnderlyingType(type) ?? type).IsInstanceOfType(value);

#pragma warning disable MA0015 // The argument is that of the patched method.
    private ArgumentException Mismatch(string subject, Type type, object? value)
        => new($"{MethodName.Of(Method)}: for {subject}, a value of type {DelegateText.Describe(type)} was expected, but "
            + $"{(value is null ? "null" : DelegateText.Describe(value.GetType()))} was found.");
#pragma warning restore MA0015
}
