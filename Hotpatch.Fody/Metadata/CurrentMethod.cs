using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// Replaces <c>MethodBase.GetCurrentMethod()</c> by the method's own token, as NativeAOT does. In an original, the call would return the original,
/// which lacks the name and the attributes of the method in the source.
/// </summary>
internal sealed class CurrentMethod
{
    private readonly FrameworkTypes _framework;
    private readonly TypeReference _methodBase;

    private CurrentMethod(FrameworkTypes framework, TypeReference methodBase) => (_framework, _methodBase) = (framework, methodBase);

    /// <summary>Returns null if nothing in the module calls the method. Then the weaver need not read the bodies for it.</summary>
    public static CurrentMethod? In(ModuleDefinition module, FrameworkTypes framework)
        => module.HasTypeReference(KnownNames.Framework.MethodBase) && module.GetMemberReferences().FirstOrDefault(IsGetCurrentMethod) is { } called
            ? new CurrentMethod(framework, called.DeclaringType)
            : null;

    /// <summary>Makes the calls in a method's body return this method, wherever the body moves.</summary>
    public void NameIn(MethodDefinition method)
    {
        if (!method.HasBody)
            return;

        var calls = method.Body.Instructions.Where(instruction => instruction.Operand is MemberReference member && IsCall(instruction, member)).ToArray();
        if (calls.Length == 0)
            return;

        // The body grows, so short branches may become too short.
        method.Body.SimplifyMacros();
        var il = method.Body.GetILProcessor();
        foreach (var call in calls)
            Replace(il, call);

        method.Body.OptimizeMacros();
    }

    // MethodBase.GetMethodFromHandle(methodof({method})[, typeof({type}).TypeHandle])
    // Like the call, it returns the definition if there are type parameters.
    private void Replace(ILProcessor il, Instruction call)
    {
        var method = il.Body.Method;
        var get = new MethodReference(KnownNames.Framework.GetMethodFromHandle, _methodBase, _methodBase)
        {
            Parameters = { new ParameterDefinition(_framework.Get(KnownNames.Framework.RuntimeMethodHandle)) },
        };

        // Branches and sequence points refer to the call's instruction, so it stays.
        call.OpCode = OpCodes.Ldtoken;
        call.Operand = method;
        var last = call;
        if (method.DeclaringType.HasGenericParameters)
        {
            get.Parameters.Add(new ParameterDefinition(_framework.Get(KnownNames.Framework.RuntimeTypeHandle)));
            last = il.Create(OpCodes.Ldtoken, method.DeclaringType);
            il.InsertAfter(call, last);
        }

        il.InsertAfter(last, il.Create(OpCodes.Call, get));
    }

    private static bool IsCall(Instruction instruction, MemberReference member) => instruction.OpCode.Code == Code.Call && IsGetCurrentMethod(member);

    private static bool IsGetCurrentMethod(MemberReference member)
        => member.Name == KnownNames.Framework.GetCurrentMethod && member.DeclaringType.FullName == KnownNames.Framework.MethodBase;
}
