using System.Text;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Chooses the names of generated members in one type. They are C# identifiers that clash with no member of the source. Only the originals of
/// methods that the compiler generated have names like those of the compiler.
/// </summary>
internal sealed class MemberNames
{
    private readonly TypeDefinition _type;
    private readonly HashSet<string> _taken;
    private readonly HashSet<string> _originals = [];

    public MemberNames(TypeDefinition type)
    {
        _type = type;
        _taken = Taken(type);
    }

    /// <summary>Returns the method's name as an identifier, without the interface of an explicit implementation: <c>Quote</c>, <c>get_Total</c>.</summary>
    public static string IdentifierOf(MethodDefinition method)
    {
        var isPlain = method.IsConstructor || method.IsLambdaOrLocalFunction();
        return ToIdentifier(isPlain ? method.Name : method.Name.Substring(method.Name.LastIndexOf('.') + 1));
    }

    /// <summary>Returns the type's name as an identifier, without the number of type parameters.</summary>
    public static string IdentifierOf(TypeDefinition type) => ToIdentifier(type.Name.Split('`')[0]);

    /// <summary>
    /// Returns the name of the method's original: <c>Quote_Original</c>, the same for all overloads. The name gets a number if the source has such a
    /// member, or if two originals would have the same signature.
    /// </summary>
    public string OriginalFor(MethodDefinition method)
    {
        var name = BaseNameOf(method) + KnownNames.Generated.OriginalSuffix;
        var unique = name;
        for (var number = 2; _taken.Contains(unique) || (!_originals.Add(unique) && HasOriginal(unique, method)); number++)
            unique = $"{name}_{number}";

        return unique;
    }

    // Coverage tools know by a name such as <Quote>g__Round|0_0 that the method is a part of Quote. They leave it out if they leave out Quote.
    private static string BaseNameOf(MethodDefinition method)
        => method.IsConstructor ? KnownNames.Generated.Constructor
            : method.IsLambdaOrLocalFunction() ? method.Name
            : method.Module.HasSymbols && method.IsAutomaticAccessor() ? KnownNames.Generated.PartOfAccessor(method.Name)
            : IdentifierOf(method);

    /// <summary>Whether the type has an original of that name and with the method's parameters.</summary>
    private bool HasOriginal(string name, MethodDefinition method)
    {
        foreach (var original in _type.Methods)
        {
            if (original.Name == name && HaveSameParameters(original, method))
                return true;
        }

        return false;
    }

    private static bool HaveSameParameters(MethodDefinition left, MethodDefinition right)
    {
        if (left.Parameters.Count != right.Parameters.Count)
            return false;

        for (var i = 0; i < left.Parameters.Count; i++)
        {
            if (!left.Parameters[i].ParameterType.IsSame(right.Parameters[i].ParameterType))
                return false;
        }

        return left.GenericParameters.Count == right.GenericParameters.Count;
    }

    /// <summary>Returns a name that is free in the type.</summary>
    public static string UniqueIn(TypeDefinition type, string name) => MakeUnique(name, Taken(type));

    /// <summary>Returns a free name for a generated nested type.</summary>
    public string NestedType(string name) => MakeUnique(name, _taken);

    /// <summary>Returns the name, with a number if it is taken, and adds it to the taken names.</summary>
    public static string MakeUnique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
            unique = $"{name}_{number}";

        return unique;
    }

    private static HashSet<string> Taken(TypeDefinition type)
        =>
        [
            type.Name,
            .. type.Methods.Select(member => member.Name),
            .. type.Fields.Select(member => member.Name),
            .. type.Properties.Select(member => member.Name),
            .. type.Events.Select(member => member.Name),
            .. type.NestedTypes.Select(member => member.Name),
        ];

    private static string ToIdentifier(string text)
    {
        if (IsIdentifier(text))
            return text;

        var name = new StringBuilder(text);
        for (var i = 0; i < name.Length; i++)
        {
            if (!IsPartOfIdentifier(name[i]))
                name[i] = '_';
        }

        if (name.Length == 0 || char.IsDigit(name[0]))
            name.Insert(0, '_');

        return name.ToString();
    }

    private static bool IsIdentifier(string text)
    {
        foreach (var character in text)
        {
            if (!IsPartOfIdentifier(character))
                return false;
        }

        return text.Length > 0 && !char.IsDigit(text[0]);
    }

    private static bool IsPartOfIdentifier(char character) => char.IsLetterOrDigit(character) || character == '_';
}
