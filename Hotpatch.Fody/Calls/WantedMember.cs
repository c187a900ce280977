using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Calls;

/// <summary>A member that a <c>[PatchableCalls]</c> names.</summary>
/// <param name="Type">The type that declares it.</param>
/// <param name="Name">The name of the method, property or event; null for all members of the type.</param>
internal sealed record WantedMember(TypeDefinition Type, string? Name)
{
    private const string Constructors = "Constructor";

    /// <summary>The member as messages show it.</summary>
    public string Text => Name is null ? Type.DisplayName() : $"{Type.DisplayName()}.{Name}";

    /// <summary>Returns the members that an attribute names. Logs an error for each that is not there.</summary>
    public static IEnumerable<WantedMember> Read(ModuleDefinition module, CustomAttribute attribute, WeaverLog log)
    {
        if (attribute.ConstructorArguments is not [{ Value: TypeReference named }, var names])
        {
            log.Error(new HotpatchWeavingException(ErrorCode.UnknownCallTarget, "[PatchableCalls] has null in place of a type. Name the type that declares the called methods."));
            yield break;
        }

        if (named.GetElementType().Resolve() is not { } type)
        {
            throw new HotpatchWeavingException(
                ErrorCode.UnresolvedReference, $"[PatchableCalls] names {named.DisplayName()}, which was not found in {named.Scope.Name}. Reference that assembly.");
        }

        if (type.Module == module)
        {
            log.Error(new HotpatchWeavingException(
                ErrorCode.UnknownCallTarget,
                $"[PatchableCalls] names {type.DisplayName()}, a type of this assembly. It is for calls of methods of other assemblies. Mark the methods [Patchable] instead."));
            yield break;
        }

        var members = names.Value as CustomAttributeArgument[] ?? [];
        if (members.Length == 0)
            yield return new WantedMember(type, Name: null);

        foreach (var member in members)
        {
            var wanted = new WantedMember(type, member.Value as string ?? string.Empty);
            if (type.Methods.Any(wanted.Names))
                yield return wanted;
            else
                log.Error(new HotpatchWeavingException(ErrorCode.UnknownCallTarget, wanted.Missing()));
        }
    }

    /// <summary>Whether a method is meant.</summary>
    public bool IsMeant(CalledMethod method) => method.Definition.DeclaringType == Type && (Name is null || Names(method.Definition));

    private bool Names(MethodDefinition method)
        => method.Name == Name || (method.IsConstructor ? !method.IsStatic && Name == Constructors : method.IsSpecialName && CalledMethod.MemberNameOf(method) == Name);

    private string Missing()
    {
        for (var type = Type.BaseType?.Resolve(); type is not null; type = type.BaseType?.Resolve())
        {
            if (type.Methods.Any(Names))
            {
                return $"[PatchableCalls] names {Text}, but {type.DisplayName()} declares that member, and calls name the type that declares it. "
                    + $"Write [assembly: PatchableCalls(typeof({type.Name.Split('`')[0]}), \"{Name}\")].";
            }
        }

        return $"[PatchableCalls] names {Text}, but {Type.DisplayName()} has no member of that name. Correct the name.";
    }
}
