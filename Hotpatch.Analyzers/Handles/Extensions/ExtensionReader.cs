using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Extensions;

/// <summary>Reads a handle class of a referenced assembly, to generate the extension property.</summary>
internal static class ExtensionReader
{
    private const string HandleOf = "HandleOfAttribute";

    /// <summary>Returns the name of the class with the extension property. No other type of the project has this name.</summary>
    public static string NameOf(ReferencedClass found)
        => NameOf(found.Host.Name, found.Host.ContainingAssembly.Name);

    public static string NameOf(string host, string assembly)
        => $"{host.TrimStart('@')}_Of_{string.Concat(assembly.Select(character => char.IsLetterOrDigit(character) ? character : '_'))}";

    /// <returns>The extension property; null if the project can access none of the handles.</returns>
    public static ExtensionFile? Read(Compilation compilation, ReferencedClass found)
    {
        var text = new TypeText(found.Holder, LanguageFeatures.Of(compilation), isNullable: true);
        var members = found.Holder.GetMembers()
            .Where(member => HandleTypeOf(member) is not null && compilation.IsSymbolAccessibleWithin(member, compilation.Assembly))
            .ToArray();
        var allowsUnsafe = compilation.Options is Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions { AllowUnsafe: true };
        var handles = members.Select(member => HandleIn(member, text)).OfType<Handle>().Where(handle => allowsUnsafe || !handle.IsUnsafe).ToArray();
        if (handles.Length == 0 || TypeReader.MembersName(handles, text.TypeParameterNames) is not { } name)
            return null;

        var @namespace = found.Holder.ContainingNamespace is { IsGlobalNamespace: false } named ? named.ToDisplayString(NamespaceFormat) : string.Empty;
        var target = Close(found.Target, new(found.Holder.TypeParameters));
        return new(
            Identifiers.Unique(NameOf(found), candidate => compilation.Assembly.GetTypeByMetadataName(@namespace.Length > 0 ? $"{@namespace}.{candidate}" : candidate) is not null),
            @namespace,
            Warnings(members, target).ToEquatableArray(),
            AttributeText.Cautions(found.Target.Chain()).ToEquatableArray(),
            new HandleClass(
                Identifiers.Escape(found.Holder.Name),
                found.All?.Name,
                name,
                default,
                IsPublic: false,
                text.Of(target),
                TypeText.Open(found.Target),
                found.Target.GetDocumentationCommentId() ?? string.Empty,
                text.Of(found.Holder.TypeParameters).ToEquatableArray(),
                default,
                handles.ToEquatableArray()));
    }

    private static SymbolDisplayFormat NamespaceFormat { get; }
        = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>Returns the type of a member that returns the handle of a method or of one instantiation.</summary>
    private static ITypeSymbol? HandleTypeOf(ISymbol member)
        => member switch
        {
            IPropertySymbol { Type: INamedTypeSymbol { MetadataName: "PatchHandle`1", TypeArguments: [var type] } } => type,
            IMethodSymbol { MethodKind: MethodKind.Ordinary, ReturnType: INamedTypeSymbol { MetadataName: "PatchHandle`1", TypeArguments: [var type] } } => type,
            _ => null,
        };

    private static Handle? HandleIn(ISymbol member, TypeText text)
    {
        if (HandleTypeOf(member) is not { } type
            || member.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == HandleOf)?.ConstructorArguments
                is not [{ Value: string method }, { Value: bool isStatic }])
        {
            return null;
        }

        var generic = member as IMethodSymbol;
        var within = generic is null ? text : text.Within(generic);
        return new Handle(
            member.Name,
            method,
            isStatic,
            FullName: string.Empty,
            IsPublic: false,
            type.Parts().Any(SymbolParts.IsPointer) || (type as INamedTypeSymbol)?.DelegateInvokeMethod?.NamedTypes().Any(SymbolParts.IsPointer) == true,
            within.Of(type),
            Delegate: null,
            generic is null ? default : within.Of(generic.TypeParameters).ToEquatableArray(),
            AttributeText.Cautions(member).ToEquatableArray(),
            AttributeText.Requirements(generic ?? ((IPropertySymbol)member).GetMethod!, owner: null).ToEquatableArray(),
            Documentation: default);
    }

    private static IEnumerable<string> Warnings(IEnumerable<ISymbol> members, INamedTypeSymbol target)
        => members.SelectMany(member => HandleTypeOf(member)!.Parts())
            .Concat(target.Parts())
            .SelectMany(AttributeText.WarningsOf)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(code => code, StringComparer.Ordinal);

    /// <summary>Returns the type, closed over the type parameters of its handle class. Those of outer types come first.</summary>
    private static INamedTypeSymbol Close(INamedTypeSymbol type, Queue<ITypeSymbol> arguments)
    {
        if (type.ContainingType is { } outer)
            type = Close(outer, arguments).GetTypeMembers(type.Name, type.Arity).Single();

        return type.Arity == 0 ? type : type.Construct([.. Enumerable.Range(0, type.Arity).Select(_ => arguments.Dequeue())]);
    }
}
