using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Calls;

/// <summary>The rules for calls that can't go through a call stub. Such calls stay as they are.</summary>
internal static class CallRules
{
    /// <summary>Methods that look at their callers on the stack. A call stub would be one caller more.</summary>
    private static readonly HashSet<string> StackReaders =
    [
        "System.Reflection.MethodBase::GetCurrentMethod",
        "System.Reflection.Assembly::GetCallingAssembly",
        "System.Environment::get_StackTrace",
        "System.Diagnostics.StackTrace::.ctor",
        "System.Diagnostics.StackFrame::.ctor",
    ];

    /// <summary>Returns why no call of a method can go through a call stub; null if calls can.</summary>
    public static string? OfMethod(MethodDefinition method, ModuleDefinition caller)
        => method.DeclaringType.BaseType?.FullName == KnownNames.Framework.MulticastDelegate && method.IsConstructor ? "it creates a delegate, which the compiler does"
            : method.CallingConvention == MethodCallingConvention.VarArg ? "it takes __arglist"
            : method is { IsStatic: true, IsVirtual: true } ? "it is a static member of an interface, and the type argument decides which method runs"
            : method.IsPrivate || method.IsFamily || method.IsFamilyAndAssembly || (method.IsFamilyOrAssembly && !SeesInternals(caller, method.Module.Assembly)) ? "it is protected or private, and the call stub is in another type"
            : !IsVisible(method.DeclaringType, caller) ? "its type is protected or private"
            : IsOfTools(method, caller) ? "compilers and tools recognize its calls"
            : StackReaders.Contains($"{method.DeclaringType.FullName}::{method.Name}") ? "it looks at its callers, and the call stub would be one more"
            : null;

    /// <summary>Returns why one call can't go through a call stub; null if it can.</summary>
    public static string? OfCall(Instruction instruction, MethodDefinition method)
        => instruction.OpCode.Code switch
        {
            Code.Call when method is { IsConstructor: true, DeclaringType.IsValueType: false } => "a constructor makes it for its base class",
            Code.Call when method.IsVirtual && !method.DeclaringType.IsValueType && !method.IsFinal && Prefix(instruction, Code.Constrained) is null => "it is a call of base",
            Code.Callvirt when Prefix(instruction, Code.Constrained) is { Operand: TypeReference receiver } && receiver.MayBeTypeArgument() != true
                => "its receiver is or may be a ref struct",
            _ when TypeArguments((MethodReference)instruction.Operand).Any(argument => argument.MayBeTypeArgument() == false) => "a type argument is or may be a ref struct",
            Code.Ldftn or Code.Ldvirtftn when !method.IsStatic && instruction.Next?.OpCode.Code != Code.Newobj => "it is a function pointer of an instance method",
            Code.Ldftn or Code.Ldvirtftn when Prefix(instruction, Code.Constrained) is not null => "it is a function pointer of a static member of an interface",
            _ => null,
        };

    /// <summary>Returns the way in which an instruction calls a method.</summary>
    public static CallKind KindOf(Instruction instruction, MethodDefinition method)
        => instruction.OpCode.Code switch
        {
            Code.Ldftn or Code.Ldvirtftn => method.IsStatic ? CallKind.StaticDelegate : method.DeclaringType.IsValueType ? CallKind.BoxedDelegate : CallKind.BoundDelegate,
            Code.Call when method.IsConstructor => CallKind.StructInPlace,
            Code.Callvirt when Prefix(instruction, Code.Constrained) is not null => CallKind.Constrained,
            _ => CallKind.Call,
        };

    private static IEnumerable<TypeReference> TypeArguments(MethodReference called)
        => (called.DeclaringType is GenericInstanceType { GenericArguments: var ofType } ? ofType : Enumerable.Empty<TypeReference>())
            .Concat(called is GenericInstanceMethod { GenericArguments: var ofMethod } ? ofMethod : []);

    private static Instruction? Prefix(Instruction instruction, Code code) => PatchableCall.PrefixesOf(instruction).FirstOrDefault(prefix => prefix.OpCode.Code == code);

    // typeof(T) and the like, and what only the compiler's own code calls, such as the builders of async methods.
    private static bool IsOfTools(MethodDefinition method, ModuleDefinition caller)
        => NamespaceOf(method.DeclaringType) is "System.Runtime.CompilerServices" or "System.Runtime.Intrinsics"
            || NamespaceOf(method.DeclaringType).StartsWith("System.Runtime.Intrinsics.", StringComparison.Ordinal)
            || method.Name is "GetTypeFromHandle" or "GetMethodFromHandle" or "GetFieldFromHandle"
            || method.Module.Assembly.Name.Name == KnownNames.Runtime.Assembly
            || method.Module == caller;

    private static string NamespaceOf(TypeDefinition type) => type.DeclaringType is { } outer ? NamespaceOf(outer) : type.Namespace;

    private static bool IsVisible(TypeDefinition type, ModuleDefinition caller)
        => type.DeclaringType is not { } outer
            || (!type.IsNestedPrivate && !type.IsNestedFamily && !type.IsNestedFamilyAndAssembly
                && (!type.IsNestedFamilyOrAssembly || SeesInternals(caller, type.Module.Assembly))
                && IsVisible(outer, caller));

    private static bool SeesInternals(ModuleDefinition caller, AssemblyDefinition assembly)
        => assembly.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == KnownNames.Framework.InternalsVisibleToAttribute
            && attribute.ConstructorArguments is [{ Value: string friend }]
            && string.Equals(friend.Split(',')[0].Trim(), caller.Assembly.Name.Name, StringComparison.OrdinalIgnoreCase));
}
