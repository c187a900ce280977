using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Calls;

/// <summary>Writes the class with the call stubs for the methods of one type.</summary>
internal sealed class CallClass
{
    private const MethodAttributes Static = MethodAttributes.Assembly | MethodAttributes.HideBySig | MethodAttributes.Static;

    private readonly ForeignMetadata _foreign;
    private readonly TypeDefinition _class;
    private readonly TypeReference _target;
    private readonly Dictionary<MethodDefinition, CallStub> _stubs = [];
    private readonly Dictionary<CallStub, MethodDefinition> _boxed = [];
    private readonly List<CallStub> _all = [];
    private readonly HashSet<string> _signatures = new(StringComparer.Ordinal);

    /// <param name="foreign">Copies metadata.</param>
    /// <param name="class">The class, which is empty.</param>
    /// <param name="method">A method of the type.</param>
    public CallClass(ForeignMetadata foreign, TypeDefinition @class, CalledMethod method)
    {
        (_foreign, _class, _target) = (foreign, @class, foreign.Primitive(method.Definition.DeclaringType) ?? method.Reference.DeclaringType.GetElementType());

        // A reference knows this only if a signature names it.
        _target.IsValueType = method.Definition.DeclaringType.IsValueType;
        foreign.CopyTypeParameters([.. method.Definition.DeclaringType.GenericParameters], @class, parameter => @class.GenericParameters[parameter.Position]);
    }

    /// <summary>Gets the class as the rest of the weaver sees it.</summary>
    public CallType Type => new(_class, _target, _all);

    /// <summary>Returns the stub for calls of a method.</summary>
    public CallStub StubOf(CalledMethod method)
    {
        if (!_stubs.TryGetValue(method.Definition, out var stub))
        {
            _stubs.Add(method.Definition, stub = Write(method));
            _all.Add(stub);
        }

        return stub;
    }

    /// <summary>Returns the stub for constrained calls of a method. Its last type parameter is the type of the receiver. It has no body yet.</summary>
    public MethodDefinition ConstrainedStubOf(CalledMethod method)
    {
        var stub = StubOf(method);
        if (stub.Constrained is { } known)
            return known;

        // internal static {returnType} {name}_Constrained<{typeParameters}, TSelf>(ref TSelf self, {parameters})
        var constrained = Declare(method, stub.Method.Name + KnownNames.Generated.ConstrainedSuffix);
        var self = new GenericParameter(KnownNames.Generated.SelfTypeParameter, constrained);
        constrained.GenericParameters.Add(self);
        constrained.Parameters[0].ParameterType = new ByReferenceType(self);
        constrained.Parameters[0].CustomAttributes.Clear();
        if (method.Definition.DeclaringType.IsInterface)
            self.Constraints.Add(new GenericParameterConstraint(ClosedTarget));

        stub.Constrained = constrained;
        Add(constrained);
        return constrained;
    }

    /// <summary>Returns the method for delegates that are bound to a boxed struct.</summary>
    public MethodDefinition BoxedStubOf(CalledMethod method)
    {
        var stub = StubOf(method);
        if (_boxed.TryGetValue(stub, out var boxed))
            return boxed;

        // internal static {returnType} {name}_Boxed<{typeParameters}>(object self, {parameters})
        //     => {name}(ref (T)self, {arguments});
        _boxed.Add(stub, boxed = Declare(method, stub.Method.Name + KnownNames.Generated.BoxedSuffix));
        boxed.Parameters[0].ParameterType = _class.Module.TypeSystem.Object;
        var il = boxed.Body.GetILProcessor();
        il.EmitLoad(boxed.Parameters[0]);
        il.Emit(OpCodes.Unbox, ClosedTarget);
        foreach (var parameter in boxed.Parameters.Skip(1))
            il.EmitLoad(parameter);

        il.Emit(OpCodes.Call, stub.Method.Close(_class.GenericParameters, boxed.GenericParameters));
        il.Emit(OpCodes.Ret);
        Add(boxed);
        return boxed;
    }

    private TypeReference ClosedTarget => _target.Close(_class.GenericParameters);

    // internal static {returnType} {name}<{typeParameters}>([{type} self, ]{parameters})
    //     => [self.]{method}({arguments}); or new {type}({arguments});
    private CallStub Write(CalledMethod method)
    {
        var stub = Declare(method, method.Definition.IsConstructor ? KnownNames.Generated.Constructor : method.Definition.Name);
        var closed = method.Reference.On(ClosedTarget);
        MethodReference called = closed;
        if (stub.HasGenericParameters)
        {
            var instance = new GenericInstanceMethod(closed);
            foreach (var parameter in stub.GenericParameters)
                instance.GenericArguments.Add(parameter);

            called = instance;
        }

        var il = stub.Body.GetILProcessor();
        foreach (var parameter in stub.Parameters)
            il.EmitLoad(parameter);

        il.Emit(method.Definition.IsConstructor ? OpCodes.Newobj : method.Definition is { IsStatic: false, DeclaringType.IsValueType: false } ? OpCodes.Callvirt : OpCodes.Call, called);
        il.Emit(OpCodes.Ret);
        Add(stub);
        return new CallStub(stub, method, method.Reference.On(_target), closed);
    }

    private MethodDefinition Declare(CalledMethod method, string name)
    {
        var stub = new MethodDefinition(name, Static, _class.Module.TypeSystem.Void);
        _foreign.CopyTypeParameters([.. method.Definition.GenericParameters], stub, Replace);
        stub.ReturnType = method.Definition.IsConstructor ? ClosedTarget : method.Reference.ReturnType.Substitute(Replace);
        if (method.HasInstance)
        {
            stub.Parameters.Add(new ParameterDefinition(
                KnownNames.Generated.SelfParameter,
                ParameterAttributes.None,
                method.Definition.DeclaringType.IsValueType ? new ByReferenceType(ClosedTarget) : ClosedTarget));
        }

        foreach (var parameter in method.Reference.Parameters)
            stub.Parameters.Add(new ParameterDefinition(parameter.ParameterType.Substitute(Replace)));

        _foreign.CopyAttributes(method, stub);
        return stub;

        TypeReference Replace(GenericParameter parameter)
            => parameter.Type == GenericParameterType.Type ? _class.GenericParameters[parameter.Position] : stub.GenericParameters[parameter.Position];
    }

    // An instance method and a static one can have stubs with the same parameters.
    private void Add(MethodDefinition stub)
    {
        var name = stub.Name;
        for (var number = 2; !_signatures.Add(Signature(stub)); number++)
            stub.Name = $"{name}_{number}";

        _class.Methods.Add(stub);
    }

    private static string Signature(MethodDefinition stub) => $"{stub.FullName}`{stub.GenericParameters.Count}";
}
