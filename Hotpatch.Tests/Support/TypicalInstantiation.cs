using System.Reflection;

namespace Hotpatch.Tests.Support;

/// <summary>Type arguments for an assembly's generic code that is to be compiled by the JIT: whatever meets the constraints.</summary>
internal sealed class TypicalInstantiation
{
    // Several type parameters whose constraints name one another could be tried for ever.
    private const int MostTrials = 2_000;

    private static readonly Type[] Usual = [typeof(string), typeof(int), typeof(object), typeof(DayOfWeek)];

    private readonly Type[] _types;

    // Asked for anew for each method of a type, it would take longer than the JIT.
    private readonly Dictionary<Type, Type[]?> _ofTypes;

    public TypicalInstantiation(Assembly assembly)
    {
        _types = [.. assembly.GetTypes().Where(type => !type.ContainsGenericParameters)];
        _ofTypes = Bases(_types);
    }

    /// <summary>The arguments of a method's type, then those of the method; null where none were found.</summary>
    public Type[]? Of(MethodBase method)
    {
        if (OfType(method.DeclaringType!) is not { } ofType)
            return null;

        if (!method.IsGenericMethodDefinition)
            return ofType;

        // On the instantiated type, so that constraints which name its type parameters name its arguments.
        var definition = (MethodInfo)(ofType.Length == 0
            ? method
            : MethodBase.GetMethodFromHandle(method.MethodHandle, method.DeclaringType!.MakeGenericType(ofType).TypeHandle)!);
        return Arguments(method.GetGenericArguments(), arguments => definition.MakeGenericMethod(arguments)) is { } ofMethod ? [.. ofType, .. ofMethod] : null;
    }

    private Type[]? OfType(Type type)
    {
        if (!type.IsGenericTypeDefinition)
            return [];

        if (!_ofTypes.TryGetValue(type, out var arguments))
            _ofTypes.Add(type, arguments = OfOuterType(type) ?? Arguments(type.GetGenericArguments(), arguments => type.MakeGenericType(arguments)));

        return arguments;
    }

    // A nested type repeats its outer type's parameters.
    private Type[]? OfOuterType(Type type)
        => type.DeclaringType is { IsGenericTypeDefinition: true } outer
            && OfType(outer) is { } arguments
            && arguments.Length == type.GetGenericArguments().Length ? arguments : null;

    /// <summary>What the assembly itself derives from its generic types: constraints that name one another are hard to meet by trial.</summary>
    private static Dictionary<Type, Type[]?> Bases(Type[] types)
        => types.SelectMany(BasesOf)
            .Where(type => type is { IsConstructedGenericType: true, ContainsGenericParameters: false })
            .DistinctBy(type => type.GetGenericTypeDefinition())
            .ToDictionary(type => type.GetGenericTypeDefinition(), Type[]? (type) => type.GetGenericArguments());

    private static IEnumerable<Type> BasesOf(Type type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            yield return current;

        foreach (var contract in type.GetInterfaces())
            yield return contract;
    }

    private Type[]? Arguments(Type[] parameters, Func<Type[], MemberInfo> instantiate)
    {
        var constraints = Array.ConvertAll(parameters, parameter => parameter.GetGenericParameterConstraints());
        var near = Usual.Concat(constraints.SelectMany(types => types)).Where(candidate => !candidate.ContainsGenericParameters).Distinct().ToArray();
        return Among(near) ?? Among([.. near, .. _types.Except(near)]);

        Type[]? Among(Type[] candidates) => new Search(
            [.. parameters.Zip(constraints, (parameter, types) => candidates.Where(candidate => MayBe(parameter, types, candidate)).ToArray())],
            instantiate).Run();
    }

    // What can be told at once; the rest is tried.
    private static bool MayBe(Type parameter, Type[] constraints, Type candidate)
    {
        var attributes = parameter.GenericParameterAttributes;
        return !candidate.IsByRefLike
            && candidate != typeof(void)
            && !(candidate.IsAbstract && candidate.IsSealed)
            && (candidate.IsValueType || !attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            && (!candidate.IsValueType || !attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            && constraints.All(constraint => constraint.ContainsGenericParameters || constraint.IsAssignableFrom(candidate));
    }

    /// <summary>Tries one choice for each parameter after the other.</summary>
    private sealed class Search(Type[][] choices, Func<Type[], MemberInfo> instantiate)
    {
        private readonly Type[] _arguments = new Type[choices.Length];
        private int _trials;

        public Type[]? Run() => Fill(0) ? _arguments : null;

        private bool Fill(int index)
        {
            if (index == _arguments.Length)
                return Fits();

            foreach (var candidate in choices[index])
            {
                if (_trials > MostTrials)
                    return false;

                _arguments[index] = candidate;
                if (Fill(index + 1))
                    return true;
            }

            return false;
        }

        private bool Fits()
        {
            _trials++;
            try
            {
                instantiate(_arguments);
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }
}
