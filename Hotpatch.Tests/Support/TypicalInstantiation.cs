using System.Reflection;

namespace Hotpatch.Tests.Support;

/// <summary>Type arguments for generic code that is to be compiled by the JIT: whatever meets the constraints.</summary>
internal static class TypicalInstantiation
{
    // Several type parameters whose constraints name one another could be tried for ever.
    private const int MostTrials = 2_000;

    private static readonly Type[] Usual = [typeof(string), typeof(int), typeof(object), typeof(DayOfWeek)];

    /// <summary>The arguments of a method's type, then those of the method; null where none were found.</summary>
    public static Type[]? Of(MethodBase method)
    {
        Type[] ofType = method.DeclaringType is { IsGenericTypeDefinition: true } type ? type.GetGenericArguments() : [];
        Type[] ofMethod = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        var candidates = Usual.Concat(ofType.Concat(ofMethod).SelectMany(parameter => parameter.GetGenericParameterConstraints()))
            .Where(candidate => !candidate.ContainsGenericParameters)
            .Concat(method.Module.Assembly.GetTypes().Where(candidate => !candidate.ContainsGenericParameters))
            .Distinct()
            .ToArray();

        Type[] parameters = [.. ofType, .. ofMethod];
        var possible = Array.ConvertAll(parameters, parameter => candidates.Where(candidate => MayBe(parameter, candidate)).ToArray());
        if (possible.Any(choices => choices.Length == 0))
            return null;

        var arguments = new Type[parameters.Length];
        var trials = 0;
        return Fill(0) ? arguments : null;

        bool Fill(int index)
        {
            if (index == arguments.Length)
                return Fits();

            foreach (var candidate in possible[index])
            {
                if (trials > MostTrials)
                    return false;

                arguments[index] = candidate;
                if (Fill(index + 1))
                    return true;
            }

            return false;
        }

        bool Fits()
        {
            trials++;
            try
            {
                if (ofType.Length > 0)
                    _ = method.DeclaringType!.MakeGenericType(arguments[..ofType.Length]);

                return ofMethod.Length == 0 || ((MethodInfo)method).MakeGenericMethod(arguments[ofType.Length..]) is not null;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    // What can be told at once; the rest is tried.
    private static bool MayBe(Type parameter, Type candidate)
    {
        var attributes = parameter.GenericParameterAttributes;
        return !candidate.IsByRefLike
            && candidate != typeof(void)
            && !(candidate.IsAbstract && candidate.IsSealed)
            && (candidate.IsValueType || !attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            && (!candidate.IsValueType || !attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            && parameter.GetGenericParameterConstraints()
                .All(constraint => constraint.ContainsGenericParameters || constraint.IsAssignableFrom(candidate));
    }
}
