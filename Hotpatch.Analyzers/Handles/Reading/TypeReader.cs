using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Reads a type's handles from its symbols.</summary>
/// <param name="compilation">The project.</param>
/// <param name="scope">The methods that are patchable without a mark of their own.</param>
/// <param name="isInternal">Whether all handles are internal.</param>
internal sealed class TypeReader(Compilation compilation, PatchableScope scope, bool isInternal = false)
{
    private readonly LanguageFeatures _features = LanguageFeatures.Of(compilation);

    /// <summary>Whether the project can declare handles: it references the runtime, and its language version has the needed syntax.</summary>
    public static bool CanDeclare(Compilation compilation) => CanDeclare(compilation, "Hotpatch.Woven.HandlesOfAttribute");

    /// <summary>Whether the project can declare handles of calls: it references a runtime that knows them.</summary>
    public static bool CanDeclareCalls(Compilation compilation)
        => LanguageFeatures.Of(compilation).ModernSignatures && CanDeclare(compilation, "Hotpatch.Woven.CallsOfAttribute");

    private static bool CanDeclare(Compilation compilation, string attribute)
        => LanguageFeatures.Of(compilation).ThrowExpressions
            && compilation.GetTypeByMetadataName(attribute) is { } runtime
            && !Host.IsKnownByAliasOnly(compilation, runtime);

    /// <summary>Returns the type's handles, or null if the type has no patchable method.</summary>
    public TypeHandles? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var undeclared = new List<Undeclared>();
        var placed = new List<(IMethodSymbol Method, INamedTypeSymbol? Host)>();
        var consistency = scope.Config?.Consistency ?? PatchConsistency.Immediate;
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            cancellation.ThrowIfCancellationRequested();
            var mark = SymbolMarks.Of(method, scope);
            if (mark == Mark.None || SymbolRefusals.Find(method, consistency) is not null || !EmittedMethods.IsEmitted(method) || !IsSpeakable(method))
                continue;

            if (Host.Find(compilation, method, out var host) is not { } reason)
                placed.Add((method, host));
            else if (mark == Mark.ByHand)
                undeclared.Add(Undeclared.Of(method, reason));
        }

        return placed.Count + undeclared.Count == 0 ? null
            : new TypeHandles(placed.Count == 0 ? null : FileOf(type, placed), undeclared.ToEquatableArray());
    }

    /// <summary>Whether source can name the method. It can't name a record's <c>&lt;Clone&gt;$</c>.</summary>
    public static bool IsSpeakable(IMethodSymbol method)
        => method.ExplicitInterfaceImplementations.Length > 0
            || method.MethodKind is MethodKind.Constructor
            || SyntaxFacts.IsValidIdentifier(method.MetadataName);

    private HandleFile FileOf(INamedTypeSymbol type, List<(IMethodSymbol Method, INamedTypeSymbol? Host)> placed)
    {
        var isNullable = _features.Nullable && HasNullableAnnotations(type);
        var groups = placed.GroupBy(pair => pair.Host, pair => pair.Method, SymbolEqualityComparer.Default)
            .Select(group => (Host: (INamedTypeSymbol?)group.Key, Methods: group.ToArray()))
            .Select(group => (group.Host, Names: ClassNames.Of(type, group.Host), group.Methods))
            .OrderBy(group => group.Host?.Chain().Count ?? 0)
            .ToArray();

        var text = new TypeText(type, _features, isNullable);
        var names = HandleNames.Of(
            type,
            groups.SelectMany(group => new[] { group.Names.Name, group.Names.AllName }).OfType<string>().Concat(text.TypeParameterNames));
        var reader = new HandleReader(text, _features, names);
        return new HandleFile(
            FileName(type),
            type.ContainingNamespace is { IsGlobalNamespace: false } @namespace ? @namespace.ToDisplayString(NamespaceFormat) : string.Empty,
            isNullable,
            Warnings(placed.Select(pair => pair.Method)).ToEquatableArray(),
            groups.Select(group => ClassOf(type, group.Host, group.Names, group.Methods, reader, text)).ToEquatableArray());
    }

    /// <summary>Writes a namespace for its declaration.</summary>
    public static SymbolDisplayFormat NamespaceFormat { get; }
        = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private HandleClass ClassOf(
        INamedTypeSymbol type, INamedTypeSymbol? host, ClassNames names, IEnumerable<IMethodSymbol> methods, HandleReader reader, TypeText text)
    {
        var handles = methods.OrderBy(method => method.MetadataName, StringComparer.Ordinal).ThenBy(FullName.Of, StringComparer.Ordinal)
            .Select(reader.Read)
            .Select(handle => isInternal ? handle with { IsPublic = false } : handle)
            .ToEquatableArray();
        var hosts = host?.Chain() ?? [];
        var isPublic = handles.Any(handle => handle.IsPublic);

        // On a type that no other assembly sees, the compiler warns about the attribute.
        var assembly = isPublic && host is null ? AttributeText.OfAssembly(compilation.Assembly) : [];
        return new HandleClass(
            Identifiers.Escape(names.Name),
            names.AllName,
            host is null && _features.Extensions && !HidesPatches(type) ? MembersName(handles, text.TypeParameterNames) : null,
            hosts.Select(Host.Declare).ToEquatableArray(),
            isPublic,
            text.Of(type),
            TypeText.Open(type),
            Documentation.IdOf(type),
            text.Of(type.Chain().Skip(hosts.Count).SelectMany(part => part.TypeParameters)).ToEquatableArray(),
            assembly.Concat(AttributeText.Cautions(type.Chain().Reverse())).ToEquatableArray(),
            handles);
    }

    /// <summary>Returns a free name for the struct that the extension property returns, or null if a handle has the property's name.</summary>
    public static string? MembersName(IEnumerable<Handle> handles, IEnumerable<string> typeParameters, string property = HandleClass.Patches)
    {
        HashSet<string> taken = new(typeParameters, StringComparer.Ordinal);
        foreach (var handle in handles)
        {
            taken.Add(handle.Name);
            if (handle.Delegate is { } declared)
                taken.Add(declared.Name);
        }

        return taken.Contains(property) || taken.Contains("get_" + property) ? null : Identifiers.Unique("Members", taken.Contains);
    }

    /// <summary>Whether <c>Type.Patches</c> already means a member of the type or of a base type, or the type's own name.</summary>
    public static bool HidesPatches(INamedTypeSymbol type) => Hides(type, HandleClass.Patches);

    /// <summary>Whether the name already means a member of the type or of a base type, or the type's own name.</summary>
    public static bool Hides(INamedTypeSymbol type, string name)
    {
        // An extension member can't have the name of the type that it extends.
        if (type.Name == name)
            return true;

        for (var part = type; part is not null; part = part.BaseType)
        {
            if (part.GetMembers(name).Length > 0)
                return true;
        }

        return type.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(part => part.GetMembers(name).Length > 0);
    }

    private bool HasNullableAnnotations(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences.Any(reference
            => compilation.GetSemanticModel(reference.SyntaxTree)
                .GetNullableContext(reference.Span.End - 1)
                .HasFlag(NullableContext.AnnotationsEnabled));

    public static IEnumerable<string> Warnings(IEnumerable<IMethodSymbol> methods)
        => methods.SelectMany(SymbolParts.NamedTypes)
            .Distinct<ITypeSymbol>(SymbolEqualityComparer.Default)
            .SelectMany(AttributeText.WarningsOf)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(code => code, StringComparer.Ordinal);

    public static string FileName(INamedTypeSymbol type)
    {
        var name = string.Join("+", type.Chain().Select(part => part.MetadataName));
        return MetadataTypeName.NamespaceOf(type) is { Length: > 0 } @namespace ? $"{@namespace}.{name}" : name;
    }
}
