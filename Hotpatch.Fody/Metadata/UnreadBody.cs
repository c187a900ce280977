using System.Reflection;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// Moves bodies that Cecil has not read yet. If an assembly has no symbols, Cecil copies unread bodies from the input, which takes a fraction of
/// the time for reading and writing their instructions.
/// </summary>
internal static class UnreadBody
{
    // Private fields of Cecil. If another version of Cecil lacks them, weaving is slower, and the output is the same.
    private static readonly FieldInfo? Body = FindField("body", typeof(Mono.Cecil.Cil.MethodBody));
    private static readonly FieldInfo? Address = FindField("rva", typeof(uint));

    /// <summary>Whether the method's body is still the body of the input. An earlier weaver may have changed it.</summary>
    public static bool HasUnreadBody(this MethodDefinition method)
        => Body is not null && Address is not null && method is { HasBody: true, RVA: not 0 } && Body.GetValue(method) is null;

    /// <summary>Gives the unread body to another method with the same signature. The caller then gives the method a new body.</summary>
    public static void ShareUnreadBody(this MethodDefinition method, MethodDefinition target)
    {
        Address!.SetValue(target, (uint)method.RVA);
    }

    private static FieldInfo? FindField(string name, Type type)
        => typeof(MethodDefinition).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) is { } field && field.FieldType == type ? field : null;
}
