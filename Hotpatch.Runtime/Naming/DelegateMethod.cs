using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Hotpatch.Naming;

/// <summary>The method that a delegate runs, as far as .NET can tell it.</summary>
internal static class DelegateMethod
{
    /// <summary>Returns the method <c>Invoke</c> of a delegate's type.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075")] // A delegate that exists has its Invoke.
    public static MethodInfo InvokeOf(Delegate @delegate) => @delegate.GetType().GetMethod(nameof(Action.Invoke))!;

    /// <summary>Returns the method <c>Invoke</c> of a delegate type.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070")] // A delegate type that is used has its Invoke.
    public static MethodInfo? InvokeOf(Type delegateType) => delegateType.GetMethod(nameof(Action.Invoke));

    /// <summary>Returns the types of the parameters.</summary>
    public static IEnumerable<Type> TypesOf(MethodBase method) => method.GetParameters().Select(parameter => parameter.ParameterType);

    /// <summary>Returns whether two delegate types have the same parameters and result.</summary>
    public static bool HaveSameSignature(Type one, Type other)
        => one == other || (InvokeOf(one) is { } left && InvokeOf(other) is { } right
            && left.ReturnType == right.ReturnType && TypesOf(left).SequenceEqual(TypesOf(right)));

    /// <summary>
    /// Returns the method; null for a method of a generic struct that is bound without an instance, such as the original of one: .NET throws then.
    /// </summary>
    public static MethodInfo? TryGet(Delegate @delegate)
    {
        try
        {
            return @delegate.Method;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Returns the method's full name, or that of its type.</summary>
    public static string NameOf(Delegate @delegate)
        => TryGet(@delegate) is { } method ? MethodName.Of(method) : "a method of " + MethodName.Of(TypeOf(@delegate));

    /// <summary>Returns the assembly of the method.</summary>
    public static Assembly AssemblyOf(Delegate @delegate) => TryGet(@delegate)?.Module.Assembly ?? TypeOf(@delegate).Assembly;

    [UnconditionalSuppressMessage("Trimming", "IL2075")] // A delegate that exists has its Invoke.
    private static Type TypeOf(Delegate @delegate)
    {
        var instance = @delegate.GetType().GetMethod("Invoke")!.GetParameters()[0].ParameterType;
        return instance.IsByRef ? instance.GetElementType()! : instance;
    }
}
