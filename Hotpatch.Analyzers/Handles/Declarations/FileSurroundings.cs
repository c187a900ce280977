using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>
/// The text of the declarations in a file that types elsewhere may depend on: usings, attributes of the assembly, the head of each type, and the
/// members that other types' handles may depend on.
/// </summary>
internal static class FileSurroundings
{
    public static string Of(CompilationUnitSyntax file)
    {
        var skeleton = new Skeleton();
        Add(skeleton, file);
        return skeleton.ToString();
    }

    private static void Add(Skeleton skeleton, SyntaxNode container)
    {
        foreach (var child in container.ChildNodes())
        {
            switch (child)
            {
                case BaseNamespaceDeclarationSyntax @namespace:
                    skeleton.Add(Names.Full(@namespace.Name) + " {");
                    Add(skeleton, @namespace);
                    skeleton.Add("}");
                    break;
                case TypeDeclarationSyntax type when TypePart.IsType(type):
                    AddType(skeleton, type);
                    break;
                case GlobalStatementSyntax:
                    break;
                case NameSyntax when container is BaseNamespaceDeclarationSyntax:
                    break;
                default:
                    skeleton.Add(child);
                    break;
            }
        }
    }

    private static void AddType(Skeleton skeleton, TypeDeclarationSyntax type)
    {
        foreach (var part in type.ChildNodesAndTokens())
        {
            if (part.AsNode() is not { } node)
                skeleton.Add(part.AsToken().Text);
            else if (node is not MemberDeclarationSyntax member)
                skeleton.Add(node);
            else if (TypePart.IsType(member))
                AddType(skeleton, (TypeDeclarationSyntax)member);
            else if (IsSeen(type, member))
                skeleton.Add(member);
        }
    }

    // Constants may be arguments of attributes. An interface decides which types can be type arguments, and the names of explicit implementations.
    // A record decides what the compiler adds to derived records. An attribute decides what its arguments mean. The fields of a struct decide whether
    // it is unmanaged. A member named Patches in a base type hides an extension property, or takes the name of a generated class.
    private static bool IsSeen(TypeDeclarationSyntax type, MemberDeclarationSyntax member)
        => type is InterfaceDeclarationSyntax or RecordDeclarationSyntax
            || type.Identifier.ValueText.EndsWith(nameof(Attribute), StringComparison.Ordinal)
            || member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
            || (member is FieldDeclarationSyntax or EventFieldDeclarationSyntax or PropertyDeclarationSyntax && type is StructDeclarationSyntax)
            || (member is FieldDeclarationSyntax field && field.Modifiers.Any(SyntaxKind.ConstKeyword))
            || NamesOf(member).Any(name => name.IndexOf("Patches", StringComparison.Ordinal) >= 0);

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member)
        => member switch
        {
            MethodDeclarationSyntax method => [method.Identifier.ValueText],
            PropertyDeclarationSyntax property => [property.Identifier.ValueText],
            EventDeclarationSyntax @event => [@event.Identifier.ValueText],
            BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
            _ => [],
        };
}
