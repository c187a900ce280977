using System.Collections;
using System.Reflection;

namespace Workload;

/// <summary>
/// Calls whatever a library makes public, with values of the right types from a pool, and prints what comes back. Results go into the
/// pool too, so that it reaches what no sample was given for. The same seed makes the same calls.
/// </summary>
public sealed class Explorer
{
    private const int KeptOfEachType = 12;

    private readonly Output _output;
    private readonly Random _random;
    private readonly List<object> _pool = new();
    private readonly Dictionary<Type, List<object>> _fitting = new();

    public Explorer(Output output, int seed, params object[] samples)
    {
        _output = output;
        _random = new Random(seed);
        foreach (var sample in samples.Concat(new object[] { true, false, 0, 1, 2, 3, 7, 12, 28, 1999, 2024, -1, 100L, -5000L, 1.5, "", "text" }))
            Keep(sample);
    }

    /// <summary>How often each method is called, with other values each time.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>Members that depend on time, identity or the machine, or change what other runs see.</summary>
    public Func<MethodBase, bool> Skip { get; init; } = _ => false;

    /// <summary>How results are shown; null for the usual way.</summary>
    public Func<object, string?> Format { get; init; } = _ => null;

    public void Explore(IEnumerable<Type> types)
    {
        foreach (var type in types.Where(type => !type.ContainsGenericParameters && !type.IsAssignableTo(typeof(Delegate))).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            var constructors = type.IsAbstract ? [] : type.GetConstructors();
            foreach (var method in constructors.Cast<MethodBase>().Concat(type.GetMethods(Declared)).OrderBy(method => method.ToString(), StringComparer.Ordinal))
            {
                if (IsCallable(method) && !Skip(method))
                    Call(method);
            }
        }
    }

    public string Show(object? value)
        => value switch
        {
            null => "null",
            _ when Format(value) is { } text => text,
            string text => $"\"{text}\"",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Take(10).Select(Show))}]",
            _ => value.ToString() ?? "null",
        };

    private static bool IsCallable(MethodBase method)
        => !method.ContainsGenericParameters
            && method.Name is not ("GetHashCode" or "GetType")
            && !(method.IsStatic && method.Name.StartsWith("set_", StringComparison.Ordinal))
            && !method.GetParameters().Any(parameter => Plain(parameter).IsByRefLike || Plain(parameter).IsPointer)
            && !(method is MethodInfo { ReturnType: var result } && (result.IsByRefLike || result.IsByRef || result.IsPointer));

    private static Type Plain(ParameterInfo parameter)
        => parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;

    private void Call(MethodBase method)
    {
        var parameters = method.GetParameters();
        var needed = method.IsStatic || method.IsConstructor
            ? parameters.Select(Plain).ToArray()
            : [method.DeclaringType!, .. parameters.Select(Plain)];

        // A library has to refuse null too, but once is enough for that.
        for (var count = needed.Length == 0 ? Tries - 1 : 0; count < Tries; count++)
        {
            var values = needed.Select(Pick).ToArray();
            if (values.Where((value, index) => value is null && (needed[index].IsValueType || index == 0)).Any())
                return;

            var skipped = needed.Length - parameters.Length;
            _output.Step($"{method.DeclaringType!.Name} {method.Name} {string.Join(", ", values.Select(Short))}", () =>
            {
                var arguments = values.Skip(skipped).ToArray();
                var result = Invoke(method, skipped == 0 ? null : values[0], arguments);
                Keep(result);
                var text = Show(result);
                for (var index = 0; index < parameters.Length; index++)
                {
                    if (parameters[index].ParameterType.IsByRef)
                        text += " and " + Show(arguments[index]);
                }

                return text;
            });
        }
    }

    private static object? Invoke(MethodBase method, object? target, object?[] arguments)
    {
        const BindingFlags Unwrapped = BindingFlags.DoNotWrapExceptions;
        return method is ConstructorInfo constructor
            ? constructor.Invoke(Unwrapped, null, arguments, null)
            : method.Invoke(target, Unwrapped, null, arguments, null);
    }

    private string Short(object? value)
    {
        string text;
        try
        {
            text = Show(value);
        }
        catch (Exception exception)
        {
            text = exception.GetType().Name;
        }

        return text.Length > 40 ? text[..40] : text;
    }

    private object? Pick(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return Any(Enum.GetValues(type).Cast<object>().ToList());

        if (!_fitting.TryGetValue(type, out var fitting))
            _fitting[type] = fitting = _pool.Where(type.IsInstanceOfType).ToList();

        if (fitting.Count > 0)
            return Any(fitting);

        if (type.IsArray)
        {
            var array = Array.CreateInstance(type.GetElementType()!, 2);
            for (var index = 0; index < array.Length; index++)
            {
                if (Pick(type.GetElementType()!) is { } element)
                    array.SetValue(element, index);
            }

            return array;
        }

        return type.IsPrimitive && type != typeof(nint) && type != typeof(nuint) ? Convert.ChangeType(_random.Next(1, 100), type, CultureInfo.InvariantCulture) : null;
    }

    private object? Any(List<object> from) => from.Count == 0 ? null : from[_random.Next(from.Count)];

    private void Keep(object? value)
    {
        if (value is null || _pool.Count(kept => kept.GetType() == value.GetType()) >= KeptOfEachType)
            return;

        _pool.Add(value);
        foreach (var (type, fitting) in _fitting)
        {
            if (type.IsInstanceOfType(value))
                fitting.Add(value);
        }
    }
}
