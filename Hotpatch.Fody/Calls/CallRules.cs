using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Calls;

/// <summary>The rules for calls that can't go through a call stub. Such calls stay as they are.</summary>
internal static class CallRules
{
    /// <summary>Returns why no call of a method can go through a call stub; null if calls can.</summary>
    public static string? OfMethod(MethodDefinition method, ModuleDefinition caller)
        => method.DeclaringType.BaseType?.FullName == KnownNames.Framework.MulticastDelegate && method.IsConstructor ? "it creates a delegate, which the compiler does"
            : method.CallingConvention == MethodCallingConvention.VarArg ? "it takes __arglist"
            : method is { IsStatic: true, IsVirtual: true } ? "it is a static member of an interface, and the type argument decides which method runs"
            : method.IsPrivate || method.IsFamily || method.IsFamilyAndAssembly || (method.IsFamilyOrAssembly && !SeesInternals(caller, method.Module.Assembly)) ? "it is protected or private, and the call stub is in another type"
            : !IsVisible(method.DeclaringType, caller) ? "its type is protected or private"
            : method.Module == caller ? "this assembly declares it"
            : method.Module.Assembly.Name.Name == KnownNames.Runtime.Assembly ? "woven code calls it"
            : SpecialMethods.ReasonOf(method.DeclaringType.OutermostNamespace(), method.DeclaringType.DisplayName(), method.Name, method.HasGenericParameters);

    /// <summary>Returns why one call can't go through a call stub; null if it can.</summary>
    public static string? OfCall(MethodDefinition caller, Instruction instruction, MethodDefinition method)
        => instruction.OpCode.Code switch
        {
            Code.Call when method is { IsConstructor: true, DeclaringType.IsValueType: false } => "a constructor makes it for its base class",
            Code.Call when IsVirtual(method) && Prefix(instruction, Code.Constrained) is null => "it is a call of base",
            Code.Ldftn when IsVirtual(method) && !method.DeclaringType.IsSealed => "it is a call of base",
            Code.Callvirt when IsContinuation(method) && Prefix(instruction, Code.Tail) is not null => "it is a tail call of an F# function, which may go on without end",
            Code.Callvirt when Prefix(instruction, Code.Constrained) is { Operand: TypeReference receiver } && receiver.MayBeTypeArgument() != true
                => "its receiver is or may be a ref struct",
            _ when TypeArguments((MethodReference)instruction.Operand).Any(argument => argument.MayBeTypeArgument() == false) => "a type argument is or may be a ref struct",
            Code.Ldftn or Code.Ldvirtftn when !method.IsStatic && instruction.Next?.OpCode.Code != Code.Newobj => "it is a function pointer of an instance method",
            Code.Ldftn or Code.Ldvirtftn when Prefix(instruction, Code.Constrained) is not null => "it is a function pointer of a static member of an interface",
            Code.Ldftn or Code.Ldvirtftn when instruction.Next is { OpCode.Code: Code.Newobj } creation => MethodGroupRules.Find(caller, creation, method),
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

    private static bool IsVirtual(MethodDefinition method) => method.IsVirtual && !method.DeclaringType.IsValueType && !method.IsFinal;

    // Code that passes continuations relies on tail calls, and a call stub is a frame more.
    private static bool IsContinuation(MethodDefinition method)
        => method.DeclaringType.OutermostNamespace() == KnownNames.Framework.FSharpCore && method.Name is "Invoke" or "InvokeFast";

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
