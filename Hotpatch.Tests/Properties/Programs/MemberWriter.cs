using System.Globalization;

namespace Hotpatch.Tests.Properties.Programs;

/// <summary>Writes random members.</summary>
internal static class MemberWriter
{
    private const string Body = " { throw null; }\n";

    public static string Write(Dice dice, TypeNames names, string kind, string type, string name, IReadOnlyList<string> typeParameters, bool hasPrimary)
    {
        var isStaticType = kind == "static class";
        var isRefStruct = kind == "ref struct";
        var isInterface = kind == "interface";
        var isStatic = isStaticType || dice.In(3);
        var access = isInterface ? string.Empty : dice.Of(["public ", "public ", "internal ", "private "]);
        var mark = dice.In(5) ? string.Empty : "[Patchable] ";
        var head = Documentation.OfMember(dice) + Cautions.Any(dice);
        var modifiers = access + (isStatic ? "static " : string.Empty);
        switch (dice.Below(12))
        {
            case 0 when !isInterface:
                return $"{head}{mark}{modifiers}{names.Any(typeParameters)} {name} {{ get{Body.TrimEnd()} set{Body.TrimEnd()} }}\n";
            case 1 when !isStaticType && !isInterface:
                return $"{head}{access}{names.Any(typeParameters)} this[int a, {names.Any(typeParameters)} @{(dice.In(2) ? "in" : "b")}] {{ {mark}get{Body.TrimEnd()} }}\n";
            case 2 when !isInterface:
                return $"{head}{mark}{modifiers}event Action<{names.Any(typeParameters)}> {name} {{ add{Body.TrimEnd()} remove{Body.TrimEnd()} }}\n";
            case 3 when !isStaticType && !isInterface && !hasPrimary:
                return $"{head}{mark}{access}{type}({Parameters(dice, names, typeParameters, isRefStruct)}){Body}";
            case 4 when kind is "class" or "sealed class" or "struct" && typeParameters.Count == 0:
                return $"{head}{mark}public static {type} operator {dice.Of(["+", "-", "*"])}({type} a, {names.Any(typeParameters)} b){Body}";
            case 5 when kind is "class" or "abstract class" or "record":
                return $"{head}{mark}public virtual {names.Any(typeParameters)} {name}({Parameters(dice, names, typeParameters, isRefStruct)}){Body}";
            case 6 when isStaticType && typeParameters.Count == 0:
                return $"{head}{mark}public static int {name}(this {dice.Of(["string", "int[]", "List<string>"])} a, {names.Any([])} b){Body}";
            case 7 when dice.Has(8) && isInterface:
                return $"{head}{mark}protected int {name}(ref int a){Body}";
            default:
                return Method(dice, names, name, typeParameters, isRefStruct, head + mark + modifiers);
        }
    }

    private static string Method(Dice dice, TypeNames names, string name, IReadOnlyList<string> typeParameters, bool isRefStruct, string head)
    {
        string[] own = dice.In(3) ? [.. Enumerable.Range(0, dice.Below(2) + 1).Select(index => string.Create(CultureInfo.InvariantCulture, $"X{index}"))] : [];
        string[] all = [.. typeParameters, .. own];
        var result = dice.Below(10) switch
        {
            0 or 1 or 2 => "void",
            3 => "ref " + names.Any(all),
            4 => "ref readonly " + names.Any(all),
            5 => "Span<int>",
            6 => "int*",
            _ => names.Any(all),
        };
        var onResult = result is "void" || !dice.In(6) ? string.Empty : dice.Of(["[return: MaybeNull] ", "[return: NotNull] ", "[return: NotNullIfNotNull(\"a\")] "]);
        var at = head.LastIndexOf('\n') + 1;
        return head[..at] + onResult + head[at..]
            + $"{result} {name}{TypeWriter.Angles(own)}({Parameters(dice, names, all, isRefStruct)}){string.Concat(own.Select(parameter => TypeWriter.Constraint(dice, parameter, names)))}{Body}";
    }

    private static string Parameters(Dice dice, TypeNames names, IReadOnlyList<string> typeParameters, bool isRefStruct)
    {
        string[] spare = ["a", "@ref", "self", "value", "@scoped", "Ünï", "arg1", "field", "T0", "_"];
        var count = dice.In(12) ? 18 : dice.Below(4);
        return string.Join(", ", Enumerable.Range(0, count).Select(index
            => Parameter(dice, names, typeParameters, index < spare.Length ? spare[index] : string.Create(CultureInfo.InvariantCulture, $"p{index}"), index == count - 1)));
    }

    private static string Parameter(Dice dice, TypeNames names, IReadOnlyList<string> typeParameters, string name, bool isLast)
    {
        var type = names.Any(typeParameters);
        return dice.Below(16) switch
        {
            0 => $"{Conditions(dice, dice.Has(8) ? "[NotNullWhen(true)] " : string.Empty)}out {type} {name}",
            1 => $"[MaybeNullWhen(false)] out {type} {name}",
            2 => $"{Conditions(dice, "[AllowNull] ")}ref {type} {name}",
            3 => $"[DisallowNull] ref {type} {name}",
            4 => $"in {type} {name}",
            5 when dice.Has(12) => $"ref readonly {type} {name}",
            6 => $"Span<{dice.Of(["int", "string"])}> {name}",
            7 when dice.Has(11) => $"scoped ref {type} {name}",
            8 when dice.Has(11) => $"[UnscopedRef] out {type} {name}",
            9 => $"{dice.Of(["int*", "void*", "byte**"])} {name}",
            10 when dice.Has(9) => $"delegate*<{dice.Of(["int", "ref string", "in byte"])}, {dice.Of(["void", "int", "ref readonly int"])}> {name}",
            11 when isLast => dice.Of((7, $"params {type.TrimEnd('?', '[', ']', ',')}[] {name}"), (13, $"params ReadOnlySpan<string> {name}"), (13, $"[UnscopedRef] params ReadOnlySpan<int> {name}"), (13, $"params List<int> {name}")),
            12 => $"[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All | DynamicallyAccessedMemberTypes.Interfaces)] Type {name}",
            13 when isLast => dice.Of([$"int {name} = 1", $"string {name} = \"x\"", $"DayOfWeek {name} = DayOfWeek.Friday"]),
            _ => $"{type} {name}",
        };
    }

    private static string Conditions(Dice dice, string attribute) => dice.In(2) ? attribute : string.Empty;
}
