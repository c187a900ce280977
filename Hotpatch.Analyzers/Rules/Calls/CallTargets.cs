using Hotpatch.Analyzers.Selection.Calls;
using Hotpatch.Naming;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Calls;

/// <summary>Finds out whether a type has a member whose calls can be patchable.</summary>
internal static class CallTargets
{
    private const string Field = "a field is read and written without a call. Name a method or property.";
    private const string DefaultValue = "the default value of a struct is made without a call. Name another member.";
    private const string NoMethod = "it is no method, constructor, property or event. Name one.";

    private const string None = "it has no method, constructor, property or event of its own that this assembly can call. Name the type that declares the member.";
    private const string OfRefStruct
        = "it overrides a method of a base type, and a call of that on a ref struct has no call stub. Mark a method of your own that makes the call with [Patchable].";

    // Without the option, Nullable<> would read T?.
    private static readonly SymbolDisplayFormat OfDefinition
        = SymbolDisplayFormat.CSharpErrorMessageFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandNullable);

    /// <summary>Returns the name of a type as the attribute has it.</summary>
    public static string Text(ITypeSymbol? type)
        => type is null ? "null"
            : Unbound(type) is INamedTypeSymbol { IsUnboundGenericType: true } unbound ? unbound.ToDisplayString(OfDefinition)
            : type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    /// <summary>Returns why no calls to methods of the type can be patchable; null if they can.</summary>
    public static string? ProblemOf(ITypeSymbol? type, Compilation compilation)
        => type switch
        {
            null => "a type was expected. Write typeof(…).",
            INamedTypeSymbol named when SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, compilation.Assembly)
                => "this project declares it. Mark its methods with [Patchable].",
            INamedTypeSymbol { TypeKind: TypeKind.Enum } => "an enum has no methods of its own. Name System.Enum, or the type that declares the method.",
            INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Delegate } named
                => IsClosed(named) ? $"calls to all instantiations are meant. Write typeof({Text(named.OriginalDefinition)})." : null,
            _ => "it declares no methods. Name a class, struct, interface or delegate type, such as System.Array for arrays.",
        };

    /// <summary>Returns why a name stands for no member of the type; null if it stands for one.</summary>
    public static string? ProblemOf(INamedTypeSymbol type, string name, Compilation compilation)
    {
        var methods = Methods(type, name);
        if (methods.Length > 0)
        {
            return methods.All(method => CallRefusals.ReplacedBy(method) is not null) && !type.IsRefLikeType
                ? $"it overrides {TextOf(CallRefusals.ReplacedBy(methods[0])!)}, which the compiler calls instead. "
                    + Advice(CallRefusals.ReplacedBy(methods[0])!.ContainingType, name, compilation)
                : null;
        }

        if (type.GetMembers(name).Length > 0)
            return null;

        if (Parents(type, compilation).FirstOrDefault(parent => Methods(parent, name).Length > 0 && name is not (".ctor" or "Constructor")) is { } declaring)
            return $"{Text(declaring.OriginalDefinition)} declares it. {Advice(declaring, name, compilation)}";

        var known = CallableMethods.Of(type, compilation).SelectMany(CallNames.All);
        return NearestNames.Of(name, known) is [_, ..] nearest
            ? $"there is no such member. Similar names are {string.Join(", ", nearest)}."
            : $"there is no such member. Name a method, property or event that {Text(type)} declares.";
    }

    /// <summary>Returns why no calls of a type's members can be patchable; null if those of one can.</summary>
    public static string? RefusalOf(INamedTypeSymbol type, Compilation compilation) => CallableMethods.Of(type, compilation).Any() ? null : None;

    /// <summary>Returns why the calls of a member can't be patchable; null if those of one of its methods can.</summary>
    public static string? RefusalOf(INamedTypeSymbol type, string name, Compilation compilation)
    {
        var named = Methods(type, name);
        var methods = named.Where(method => CallRefusals.ReplacedBy(method) is null).ToArray();
        if (methods.Length == 0 && named.Length > 0 && type.IsRefLikeType)
            return OfRefStruct;

        if (methods.Length == 0)
            return type.GetMembers(name).Any(member => member is IFieldSymbol) ? Field : NoMethod;

        var callable = CallableMethods.Of(type, compilation).ToArray();
        return methods.Any(method => callable.Contains(method, SymbolEqualityComparer.Default)) ? null
            : CallRefusals.Find(methods[0], compilation) ?? (methods[0].MethodKind == MethodKind.Constructor ? DefaultValue : NoMethod);
    }

    private static IMethodSymbol[] Methods(INamedTypeSymbol type, string name)
        => [.. type.OriginalDefinition.GetMembers().OfType<IMethodSymbol>().Where(method => CallNames.Means(name, method))];

    private static IEnumerable<INamedTypeSymbol> Parents(INamedTypeSymbol type, Compilation compilation)
    {
        for (var part = type.BaseType; part is not null; part = part.BaseType)
            yield return part;

        if (type.TypeKind != TypeKind.Interface)
            yield break;

        foreach (var part in type.AllInterfaces)
            yield return part;

        yield return compilation.ObjectType;
    }

    private static string Advice(INamedTypeSymbol type, string name, Compilation compilation)
        => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
            ? "Mark it with [Patchable] there."
            : $"Write [assembly: PatchableCalls(typeof({Text(type.OriginalDefinition)}), \"{name}\")].";

    /// <summary>Returns the name of a member with its type's.</summary>
    public static string TextOf(IMethodSymbol method) => $"{Text(method.ContainingType.OriginalDefinition)}.{method.AssociatedSymbol?.Name ?? method.Name}";

    private static bool IsClosed(INamedTypeSymbol type)
        => type is { IsGenericType: true, IsUnboundGenericType: false } && !SymbolEqualityComparer.Default.Equals(type, type.OriginalDefinition);

    private static ITypeSymbol Unbound(ITypeSymbol type)
        => type is INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } named && SymbolEqualityComparer.Default.Equals(named, named.OriginalDefinition)
            ? named.ConstructUnboundGenericType()
            : type;
}
