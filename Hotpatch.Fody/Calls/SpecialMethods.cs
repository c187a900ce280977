namespace Hotpatch.Fody.Calls;

/// <summary>Methods of the framework whose calls must stay where they are. The analyzers share this file with the weaver.</summary>
internal static class SpecialMethods
{
    private const string OfTools = "compilers and tools recognize its calls";
    private const string OfStack = "it looks at its callers, and the call stub would be one more";
    private const string OfTrimmer = "the trimmer and NativeAOT read the arguments of its calls to learn what the program needs";

    /// <summary>Methods that look at their callers on the stack.</summary>
    private static readonly HashSet<string> StackReaders =
    [
        "System.Reflection.MethodBase::GetCurrentMethod",
        "System.Reflection.Assembly::GetCallingAssembly",
        "System.Environment::get_StackTrace",
        "System.Diagnostics.StackTrace::.ctor",
        "System.Diagnostics.StackFrame::.ctor",
    ];

    /// <summary>
    /// Methods about which the trimmer has rules of its own. What annotations on parameters say, a call stub has too; but here the value of an argument counts.
    /// </summary>
    private static readonly HashSet<string> Trimmed =
    [
        "System.Object::GetType",
        "System.Type::GetType",
        "System.Type::MakeGenericType",
        "System.Type::get_TypeHandle",
        "System.Type::get_BaseType",
        "System.Type::GetInterface",
        "System.Type::get_UnderlyingSystemType",
        "System.Reflection.MethodInfo::MakeGenericMethod",
        "System.Reflection.TypeInfo::AsType",
        "System.Reflection.IntrospectionExtensions::GetTypeInfo",
        "System.Nullable::GetUnderlyingType",
        "System.Linq.Expressions.Expression::Call",
        "System.Linq.Expressions.Expression::Property",
        "System.Linq.Expressions.Expression::Field",
    ];

    /// <summary>The same, where the type is an argument. Their generic overloads have it as a type argument, which a call stub keeps.</summary>
    private static readonly HashSet<string> TrimmedUnlessGeneric =
    [
        "System.Enum::GetValues",
        "System.Array::CreateInstance",
        "System.Runtime.InteropServices.Marshal::SizeOf",
        "System.Runtime.InteropServices.Marshal::OffsetOf",
        "System.Runtime.InteropServices.Marshal::PtrToStructure",
        "System.Runtime.InteropServices.Marshal::DestroyStructure",
        "System.Runtime.InteropServices.Marshal::GetDelegateForFunctionPointer",
    ];

    /// <summary>Returns why calls of a method stay as they are; null if they need not.</summary>
    /// <param name="namespace">The namespace of its outermost type.</param>
    /// <param name="type">The full name of its type.</param>
    /// <param name="method">Its name in metadata.</param>
    /// <param name="isGeneric">Whether the method has type parameters of its own.</param>
    public static string? ReasonOf(string @namespace, string type, string method, bool isGeneric)
    {
        var name = $"{type}::{method}";

        // typeof(T) and the like, and what only the compiler's own code calls, such as the builders of async methods.
        return @namespace is "System.Runtime.CompilerServices" or "System.Runtime.Intrinsics"
                || @namespace.StartsWith("System.Runtime.Intrinsics.", StringComparison.Ordinal)
                || method is "GetTypeFromHandle" or "GetMethodFromHandle" or "GetFieldFromHandle" ? OfTools
            : StackReaders.Contains(name) ? OfStack
            : Trimmed.Contains(name) || (!isGeneric && TrimmedUnlessGeneric.Contains(name)) ? OfTrimmer
            : null;
    }
}
