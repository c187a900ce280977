using System.Runtime.CompilerServices;
using Hotpatch.Analyzers.Handles;
using Hotpatch.Analyzers.Handles.Declarations;
using Hotpatch.Analyzers.Handles.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Rules.Marks;

/// <summary>
/// Counts the handles by name that the generator has declared for all overloads of a method. It reads the text of the generated files, and each file once.
/// Symbols would take much longer: after each edit, the attributes of all handles in the project would be bound anew.
/// </summary>
internal sealed class DeclaredHandles
{
    private static readonly ConditionalWeakTable<SyntaxTree, DeclaredHandle[]> Known = new();

    private readonly Dictionary<DeclaredHandle, int> _handles = new();

    public DeclaredHandles(Compilation compilation)
    {
        foreach (var handle in compilation.SyntaxTrees.Where(IsOfGenerator).SelectMany(tree => Known.GetValue(tree, static key => Read(key))))
            _handles[handle] = CountOf(handle) + 1;
    }

    public int CountOf(INamedTypeSymbol type, string name, bool isStatic) => CountOf(new DeclaredHandle(TypeText.Open(type), name, isStatic));

    /// <summary>Whether the generator wrote the file with the handles of a type.</summary>
    public static bool IsOfGenerator(SyntaxTree tree)
        => tree.FilePath.EndsWith(FileNames.Suffix, StringComparison.Ordinal)
            && tree.FilePath.IndexOf(FileNames.Folder, StringComparison.Ordinal) >= 0;

    private int CountOf(DeclaredHandle handle) => _handles.TryGetValue(handle, out var count) ? count : 0;

    private static DeclaredHandle[] Read(SyntaxTree tree)
        => [.. tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(OfClass)];

    private static IEnumerable<DeclaredHandle> OfClass(TypeDeclarationSyntax type)
        => ArgumentsOf(type, "HandlesOf") is [{ Expression: TypeOfExpressionSyntax target }]
            ? type.Members.Select(member => Of(member, target.Type.ToString())).OfType<DeclaredHandle>()
            : [];

    // The handles of all instantiations have a typed member too, which counts already.
    private static DeclaredHandle? Of(MemberDeclarationSyntax member, string target)
        => member is PropertyDeclarationSyntax { Type: QualifiedNameSyntax { Right: GenericNameSyntax } }
                or MethodDeclarationSyntax { ReturnType: QualifiedNameSyntax { Right: GenericNameSyntax } }
            && ArgumentsOf(member, "HandleOf") is [{ Expression: LiteralExpressionSyntax name }, { Expression: LiteralExpressionSyntax isStatic }]
                ? new(target, name.Token.ValueText, isStatic.IsKind(SyntaxKind.TrueLiteralExpression))
                : null;

    private static SeparatedSyntaxList<AttributeArgumentSyntax> ArgumentsOf(MemberDeclarationSyntax member, string attribute)
        => member.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(candidate => Names.Last(candidate.Name) == attribute)?.ArgumentList?.Arguments ?? default;

    private sealed record DeclaredHandle(string Type, string Name, bool IsStatic);
}
