using System.Globalization;
using System.Text;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Names for what is generated in one type: legal C# identifiers that clash with nothing the source declares there.</summary>
internal sealed class MemberNames
{
    private readonly HashSet<string> _taken;
    private readonly HashSet<string> _originals = [];
    private readonly Dictionary<string, int> _overloads;

    public MemberNames(TypeDefinition type)
    {
        _taken = Taken(type);
        _overloads = type.Methods
            .GroupBy(method => method.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
    }

    /// <summary>
    /// The method's metadata name as an identifier, with the parameter types where it is overloaded: <c>Quote</c>,
    /// <c>Quote_Int32</c>, <c>get_Total</c>. Conversions have their result too: <c>op_Explicit_Money_Decimal</c>.
    /// </summary>
    public string IdentifierFor(MethodDefinition method)
    {
        var name = new StringBuilder(method.Name);
        if (_overloads[method.Name] > 1)
        {
            foreach (var parameter in method.Parameters)
                name.Append('_').Append(ShortName(parameter.ParameterType));

            if (method.IsConversion())
                name.Append('_').Append(ShortName(method.ReturnType));
        }

        return ToIdentifier(name);
    }

    /// <summary>
    /// The name of the method's original: <c>Quote_Original</c>, for each overload, with a number where the source has such a member or the
    /// overloads would be the same.
    /// </summary>
    public string OriginalFor(MethodDefinition method)
    {
        var name = ToIdentifier(new StringBuilder(method.Name)) + KnownNames.Generated.OriginalSuffix;
        var parameters = string.Join(",", method.Parameters.Select(parameter => parameter.ParameterType.FullName));

        var unique = name;
        for (var number = 2; _taken.Contains(unique) || !_originals.Add($"{unique}({parameters})"); number++)
            unique = $"{name}_{number}";

        return unique;
    }

    /// <summary>A name for a nested type that the given type does not have yet.</summary>
    public static string UniqueIn(TypeDefinition type, string name) => MakeUnique(name, Taken(type));

    /// <summary>The name, with a number where it is taken; takes what it gives.</summary>
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

    private static string ShortName(TypeReference type)
        => type switch
        {
            GenericInstanceType generic => string.Join("_", generic.GenericArguments.Select(ShortName).Prepend(ShortName(generic.ElementType))),
            ArrayType array => $"{ShortName(array.ElementType)}Array{(array.Rank > 1 ? array.Rank.ToString(CultureInfo.InvariantCulture) : string.Empty)}",
            IModifierType modified => ShortName(modified.ElementType),
            _ => type.Name.Split('`')[0],
        };

    private static string ToIdentifier(StringBuilder name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsLetterOrDigit(name[i]))
                name[i] = '_';
        }

        if (name.Length == 0 || char.IsDigit(name[0]))
            name.Insert(0, '_');

        return name.ToString();
    }
}
