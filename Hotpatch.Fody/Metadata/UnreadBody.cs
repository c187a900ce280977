using System.Reflection;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// A body that nobody has asked for yet. Without symbols, Cecil copies such bodies from the input, which takes a small part of what reading
/// and writing their instructions takes.
/// </summary>
internal static class UnreadBody
{
    // Cecil's own. A version that has them no more reads and writes all bodies, which is slower and otherwise the same.
    private static readonly FieldInfo? Body = FindField("body", typeof(Mono.Cecil.Cil.MethodBody));
    private static readonly FieldInfo? Address = FindField("rva", typeof(uint));

    /// <summary>Whether the method's body is still what the input has: another weaver, which has run before, may have changed it.</summary>
    public static bool HasUnreadBody(this MethodDefinition method)
        => Body is not null && Address is not null && method is { HasBody: true, RVA: not 0 } && Body.GetValue(method) is null;

    /// <summary>Lets a method of the same signature have the unread body too; the method that has it gets another one next.</summary>
    public static void ShareUnreadBody(this MethodDefinition method, MethodDefinition target)
    {
        Address!.SetValue(target, (uint)method.RVA);
    }

    private static FieldInfo? FindField(string name, Type type)
        => typeof(MethodDefinition).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) is { } field && field.FieldType == type ? field : null;
}
