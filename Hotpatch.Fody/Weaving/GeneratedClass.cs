using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Adds generated classes. All of them are <c>internal static class</c>, and have no static constructor at first.</summary>
internal static class GeneratedClass
{
    private const TypeAttributes Static = TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit;

    private const MethodAttributes Constructor
        = MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName;

    /// <summary>Adds a class to a type, with copies of type parameters. The name must be free in the type.</summary>
    public static TypeDefinition AddNested(WeavingContext context, TypeDefinition type, string name, GenericScope scope)
    {
        var nested = new TypeDefinition(
            @namespace: string.Empty,
            name,
            TypeAttributes.NestedAssembly | Static,
            context.Framework.Get(KnownNames.Framework.Object));

        scope.DeclareOn(nested);
        type.NestedTypes.Add(nested);
        return nested;
    }

    /// <summary>Adds a class to the namespace for generated classes.</summary>
    public static TypeDefinition AddTopLevel(ModuleDefinition module, FrameworkTypes framework, string name)
    {
        var added = new TypeDefinition(
            KnownNames.Generated.ManifestNamespace,
            UniqueTopLevelName(module, name),
            TypeAttributes.NotPublic | Static,
            framework.Get(KnownNames.Framework.Object));

        module.Types.Add(added);
        return added;
    }

    /// <summary>Adds a constructor without parameters to a generated class that has instances.</summary>
    /// <param name="context">The context of the weaving.</param>
    /// <param name="class">The class.</param>
    /// <param name="ofBase">The constructor of its base class.</param>
    public static MethodDefinition AddConstructor(WeavingContext context, TypeDefinition @class, MethodReference ofBase)
    {
        // public {class}() : base() { }
        var constructor = new MethodDefinition(KnownNames.Framework.Constructor, Constructor, context.Module.TypeSystem.Void);
        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, ofBase);
        il.Emit(OpCodes.Ret);
        @class.Methods.Add(constructor);
        return constructor;
    }

    /// <summary>Returns a name that is free in the namespace for generated classes.</summary>
    public static string UniqueTopLevelName(ModuleDefinition module, string name)
        => MemberNames.MakeUnique(
            name, [.. module.Types.Where(type => type.Namespace == KnownNames.Generated.ManifestNamespace).Select(type => type.Name)]);
}
