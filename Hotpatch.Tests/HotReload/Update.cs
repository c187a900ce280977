using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace Hotpatch.Tests.HotReload;

/// <summary>An update of a running program as Roslyn makes it for <c>dotnet watch</c>, from an assembly and its symbols.</summary>
internal static class Update
{
    private static readonly Guid LocalSlots = new("755F52A8-91C5-45BE-B4B8-209571E552BD");
    private static readonly Guid LambdaMap = new("A643004C-0240-496F-A783-30D64F4979DE");
    private static readonly Guid StateMap = new("8B78CD68-2EDE-420B-980B-E15884B8AAA3");

    /// <summary>Writes the update from one compilation to the next, which differ only within bodies.</summary>
    /// <param name="assembly">The assembly, built from <paramref name="old"/>, whose methods the update replaces.</param>
    /// <param name="old">The compilation that was built.</param>
    /// <param name="next">The compilation after the edit.</param>
    /// <param name="path">The path of the files to write, without their extensions.</param>
    public static void Write(string assembly, CSharpCompilation old, CSharpCompilation next, string path)
    {
        using var module = ModuleMetadata.CreateFromFile(assembly);
        using var reader = new PEReader(File.OpenRead(assembly));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly, ".pdb")));
        var baseline = EmitBaseline.CreateInitialBaseline(
            old, module, method => InformationOf(symbols.GetMetadataReader(), method), method => LocalsOf(reader, method), hasPortableDebugInformation: true);

        using var metadata = File.Create(path + ".metadata");
        using var il = File.Create(path + ".il");
        using var pdb = File.Create(path + ".pdb");
        var result = next.EmitDifference(baseline, Edits(old, next), _ => false, metadata, il, pdb);
        Assert.That(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        File.WriteAllLines(path + ".types", result.ChangedTypes.Select(type => MetadataTokens.GetToken(type).ToString(CultureInfo.InvariantCulture)));
    }

    private static IEnumerable<SemanticEdit> Edits(CSharpCompilation old, CSharpCompilation next)
        => MembersOf(old).Zip(MembersOf(next), (before, after) => (Before: before, After: after))
            .Where(pair => pair.Before.Syntax.ToString() != pair.After.Syntax.ToString())
            .Select(pair => new SemanticEdit(SemanticEditKind.Update, pair.Before.Symbol, pair.After.Symbol, Map(pair.Before.Syntax, pair.After.Syntax)));

    private static IEnumerable<(SyntaxNode Syntax, ISymbol Symbol)> MembersOf(CSharpCompilation compilation)
        => compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax)
            .Select(member => ((SyntaxNode)member, compilation.GetSemanticModel(tree).GetDeclaredSymbol(member)!))
            .Select(pair => (pair.Item1, pair.Item2 is IPropertySymbol property ? property.GetMethod! : pair.Item2)));

    // The two bodies differ in their literals only, so their nodes are the same in number and order.
    private static Func<SyntaxNode, SyntaxNode?> Map(SyntaxNode before, SyntaxNode after)
    {
        var nodes = after.DescendantNodesAndSelf().Zip(before.DescendantNodesAndSelf(), KeyValuePair.Create).ToDictionary();
        return node => nodes.GetValueOrDefault(node);
    }

    private static EditAndContinueMethodDebugInformation InformationOf(MetadataReader symbols, MethodDefinitionHandle method)
    {
        var blobs = symbols.GetCustomDebugInformation(method).Select(symbols.GetCustomDebugInformation)
            .ToDictionary(information => symbols.GetGuid(information.Kind), information => symbols.GetBlobContent(information.Value));
        return EditAndContinueMethodDebugInformation.Create(Find(LocalSlots), Find(LambdaMap), Find(StateMap));

        ImmutableArray<byte> Find(Guid kind) => blobs.GetValueOrDefault(kind);
    }

    private static StandaloneSignatureHandle LocalsOf(PEReader reader, MethodDefinitionHandle method)
        => reader.GetMetadataReader().GetMethodDefinition(method).RelativeVirtualAddress is var address and not 0
            ? reader.GetMethodBody(address).LocalSignature
            : default;
}
