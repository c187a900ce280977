using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Selection;
using Hotpatch.Fody.Trimming;
using Hotpatch.Fody.Weaving;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Handles;

/// <summary>Fills in the bodies of the generated members that return handles. After the first call, such a member only reads a static field.</summary>
internal static class HandleAccessor
{
    /// <summary>Fills in each declaration whose method was woven. The other declarations keep their generated body, which throws.</summary>
    public static void FillAll(WeavingContext context, IEnumerable<WovenType> types)
    {
        if (context.Declared.IsEmpty)
            return;

        var woven = types.SelectMany(MethodsOf).ToDictionary(method => method.Stub);
        ExtensionAnnotations.CompleteAll(context.Module);
        foreach (var declared in context.Declared.All)
        {
            if (woven.TryGetValue(declared.Value, out var method))
                Failures.Name(method.Stub, () => Fill(context, declared.Key, method));
        }
    }

    private static IEnumerable<WovenMethod> MethodsOf(WovenType type) => type.Methods.Concat(type.Nested.SelectMany(MethodsOf));

    // get => {name}_Handle ?? ({name}_Handle = DeclaredHandle.GetFunc2<{arguments}>(…));
    // or for the calls of all assemblies: DeclaredHandle.OfAllCalls(DeclaredHandle.GetFunc2<{arguments}>(…))
    // No lock is needed: every thread gets the same handle.
    private static void Fill(WeavingContext context, HandleDeclaration declared, WovenMethod method)
    {
        var accessor = declared.Accessor;
        if (declared is { IsOfAllCalls: true, Delegate: null })
        {
            Refuse(context, accessor, method);
            return;
        }

        var field = AddField(context, declared);
        accessor.Body = new MethodBody(accessor);
        accessor.DebugInformation.SequencePoints.Clear();
        accessor.DebugInformation.Scope = null;

        var il = accessor.Body.GetILProcessor();
        var end = il.Create(OpCodes.Ret);
        il.Emit(OpCodes.Ldsfld, field);
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Brtrue_S, end);
        il.Emit(OpCodes.Pop);
        EmitKeepTask(context, il, declared, method);
        EmitGet(context, il, declared, method);
        if (declared.IsOfAllCalls)
            il.Emit(OpCodes.Call, new GenericInstanceMethod(context.Runtime.Calls.OfAllCalls) { GenericArguments = { declared.Delegate! } });

        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Stsfld, field);
        il.Append(end);
        context.Suppressions.Add(accessor, ReflectionWarnings.Of(method.Stub).Except(ReflectionWarnings.PassedToCallersOf(accessor), StringComparer.Ordinal));
    }

    // get => throw DeclaredHandle.NotOfAllCalls("{method}");
    private static void Refuse(WeavingContext context, MethodDefinition accessor, WovenMethod method)
    {
        accessor.Body = new MethodBody(accessor);
        accessor.DebugInformation.SequencePoints.Clear();
        accessor.DebugInformation.Scope = null;
        var il = accessor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldstr, method.Call!.Target.DisplayName);
        il.Emit(OpCodes.Call, context.Runtime.Calls.NotOfAllCalls);
        il.Emit(OpCodes.Throw);
    }

    // DeclaredHandle.KeepTaskOf<{value}>(); if the method returns tasks whose value may be of a value type
    private static void EmitKeepTask(WeavingContext context, ILProcessor il, HandleDeclaration declared, WovenMethod method)
    {
        if (declared.Delegate is null || TaskKind.Of(method.Stub.ReturnType) is not { Type: GenericInstanceType { GenericArguments: [var value] } } || !MayBeValue(value))
            return;

        // As the accessor names it: a Func has the result as its last type argument. With other delegate types, type parameters are not handed on.
        var named = declared.Delegate is GenericInstanceType { GenericArguments: [.., var last] } && TaskKind.Of(last) is { Type: GenericInstanceType task }
            ? task.GenericArguments[0]
            : value.ContainsGenericParameter ? null : value;
        if (named is not null)
            il.Emit(OpCodes.Call, new GenericInstanceMethod(context.Runtime.KeepTaskOf) { GenericArguments = { named } });
    }

    private static bool MayBeValue(TypeReference type) => type is GenericParameter { HasReferenceTypeConstraint: false } or not GenericParameter and { IsValueType: true };

    // DeclaredHandle.GetFunc2<{arguments}>(typeof({type}), methodof({stub})) for a Func or an Action for which Hotpatch.Runtime has a router, or
    // DeclaredHandle.Get<{delegate}, {router}>(typeof({type}), methodof({stub})), or
    // DeclaredHandle.GetInstance<{delegate}, {router}>(typeof({type}), typeof({slots}), methodof({stub})) if there are type parameters, or
    // DeclaredHandle.GetGeneric(typeof({type}), methodof({stub})) for the handle of all instantiations
    private static void EmitGet(WeavingContext context, ILProcessor il, HandleDeclaration declared, WovenMethod method)
    {
        var slots = method.Slot.Class;
        il.Emit(OpCodes.Ldtoken, declared.Type);
        if (declared.Delegate is not null && !slots.Scope.IsEmpty)
            il.Emit(OpCodes.Ldtoken, Close(slots.Definition, declared));

        il.Emit(OpCodes.Ldtoken, method.Stub);
        il.Emit(OpCodes.Call, declared.Delegate switch
        {
            null => context.Runtime.GetGenericHandle,
            var type when slots.Scope.IsEmpty && method.Slot.Router is null => GetOf(context, type),
            var type => new GenericInstanceMethod(slots.Scope.IsEmpty ? context.Runtime.GetHandle : context.Runtime.GetInstanceHandle)
            {
                GenericArguments = { type, RouterOf(context, declared, type, method.Slot) },
            },
        });
    }

    private static MethodReference GetOf(WeavingContext context, TypeReference delegateType)
    {
        IReadOnlyList<TypeReference> arguments = delegateType is GenericInstanceType instance ? [.. instance.GenericArguments] : [];
        var open = context.Runtime.GetHandleOf(delegateType.GetElementType().Name, arguments.Count);
        if (arguments.Count == 0)
            return open;

        var closed = new GenericInstanceMethod(open);
        foreach (var argument in arguments)
            closed.GenericArguments.Add(argument);

        return closed;
    }

    /// <summary>Returns the router of the method, as the accessor names it.</summary>
    private static TypeReference RouterOf(WeavingContext context, HandleDeclaration declared, TypeReference delegateType, Slot slot)
    {
        if (slot.Router is { } router)
            return Close(router, declared);

        // Otherwise, the delegate type is a Func or an Action for which Hotpatch.Runtime has a router with the same type parameters.
        IReadOnlyList<TypeReference> arguments = delegateType is GenericInstanceType instance ? [.. instance.GenericArguments] : [];
        return context.Runtime.RouterOf(delegateType.GetElementType().Name, arguments.Count).Close(arguments);
    }

    /// <summary>Returns a generated class with the type parameters of the slot's class, as the accessor names it.</summary>
    private static TypeReference Close(TypeDefinition generated, HandleDeclaration declared)
        => generated.HasGenericParameters
            ? generated.Close(declared.Accessor.DeclaringType.GenericParameters.Concat(declared.Accessor.GenericParameters))
            : generated;

    private static FieldReference AddField(WeavingContext context, HandleDeclaration declared)
    {
        // private static PatchHandle<{delegate}> {name}_Handle;
        var accessor = declared.Accessor;
        var type = accessor.DeclaringType;
        var name = MemberNames.UniqueIn(type, declared.Name + KnownNames.Generated.HandleSuffix);
        if (!accessor.HasGenericParameters)
        {
            var field = new FieldDefinition(name, FieldAttributes.Private | FieldAttributes.Static, accessor.ReturnType);
            type.Fields.Add(field);
            return type.HasGenericParameters ? new FieldReference(field.Name, field.FieldType, type.Self()) : field;
        }

        // internal static class {name}_Handle<{typeParameters}> { internal static PatchHandle<{delegate}> Handle; }
        var scope = GenericScope.Of(accessor);
        var holder = GeneratedClass.AddNested(context, type, name, scope);
        var generic = new FieldDefinition(
            KnownNames.Generated.Handle, FieldAttributes.Assembly | FieldAttributes.Static, scope.Inside(holder, accessor.ReturnType));
        holder.Fields.Add(generic);
        return new FieldReference(generic.Name, generic.FieldType, scope.Close(holder));
    }
}
