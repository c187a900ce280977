namespace Hotpatch.Tests.Properties.Signatures;

/// <summary>What a type may be used for.</summary>
[Flags]
internal enum TypeUse
{
    /// <summary>By value and by reference.</summary>
    Parameter = 0,

    /// <summary>As an argument of a generic type, and as the type of an array's items.</summary>
    Argument = 1,

    /// <summary>As the type of a static field.</summary>
    Field = 2,

    /// <summary>With a question mark, for a value that may be missing.</summary>
    Nullable = 4,
}

/// <summary>A type as source spells it, how to make a value of a number, and how to show a value as text.</summary>
internal sealed record TypeSpec(string Name, Func<string, string> Value, Func<string, string> Show, TypeUse Use)
{
    public bool IsRefStruct => !Use.HasFlag(TypeUse.Field);

    public override string ToString() => Name;
}
