using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Tests.Documentation;

/// <summary>The parts of a block of C#: a reader writes them into a file, the tests into several.</summary>
internal sealed class BlockSource
{
    private readonly CodeBlock _block;
    private readonly List<string> _usings = [];

    public BlockSource(CodeBlock block)
    {
        _block = block;
        var context = Read(block.Context, line: 0);
        var code = Read(block.Code, block.Line);
        var check = Read(block.Check, line: 0);
        Declarations = context.Declarations + code.Declarations + check.Declarations;
        Statements = context.Statements + code.Statements + check.Statements;
    }

    public IEnumerable<string> Usings => _usings;

    /// <summary>Types, namespaces and attributes of the assembly.</summary>
    public string Declarations { get; }

    public string Statements { get; }

    /// <summary>The lines that the statements write, where the block says so.</summary>
    public IEnumerable<string> Prints
        => System.Text.RegularExpressions.Regex.Matches(_block.Context + _block.Code + _block.Check, "// prints (.*)$", System.Text.RegularExpressions.RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value.TrimEnd());

    private (string Declarations, string Statements) Read(string code, int line)
    {
        var root = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();
        _usings.AddRange(root.Usings.Select(directive => directive.ToString()));
        var statements = root.Members.Where(IsStatement).ToArray();
        var declarations = root.Members.Except(statements).Cast<SyntaxNode>().Concat(root.AttributeLists).OrderBy(member => member is not AttributeListSyntax);
        return (Text(declarations), Text(statements));

        string Text(IEnumerable<SyntaxNode> members) => string.Concat(members.Select(member => Mapped(member, line)));
    }

    private static bool IsStatement(SyntaxNode member) => member is GlobalStatementSyntax or IncompleteMemberSyntax;

    // With the place on the page, for errors and stack traces.
    private string Mapped(SyntaxNode member, int line)
    {
        if (line == 0)
            return $"#line hidden\n{member.ToFullString()}\n";

        var first = member.SyntaxTree.GetLineSpan(member.FullSpan).StartLinePosition;
        return $"#line {line + first.Line} \"{_block.Page.Name}\"\n{new string(' ', first.Character)}{member.ToFullString()}\n";
    }
}
