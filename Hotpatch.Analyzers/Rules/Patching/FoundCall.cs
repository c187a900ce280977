using Hotpatch.Analyzers.Rules.CallSites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>A call in the body of a replacement.</summary>
/// <param name="Place">The call, or the keyword for which the compiler makes it.</param>
/// <param name="IsWritten">Whether the source has the call and its arguments there, so that a fix can write another call.</param>
internal sealed record FoundCall(Location Place, bool IsWritten)
{
    // An implicit conversion has the place of its operand, which may be another call.
    public static FoundCall OfSource(IOperation operation) => new(operation.Syntax.GetLocation(), !operation.IsImplicit || operation is not IConversionOperation);

    public static FoundCall OfCompiler(IOperation operation) => new(PlaceOf(operation.Syntax), StringConcatenation.IsOfTwoStrings(operation));

    private static Location PlaceOf(SyntaxNode syntax) => syntax switch
    {
        CommonForEachStatementSyntax loop => loop.ForEachKeyword.GetLocation(),
        UsingStatementSyntax @using => @using.UsingKeyword.GetLocation(),
        LocalDeclarationStatementSyntax @using => @using.UsingKeyword.GetLocation(),
        LockStatementSyntax @lock => @lock.LockKeyword.GetLocation(),
        TryStatementSyntax attempt => attempt.TryKeyword.GetLocation(),
        _ => syntax.GetLocation(),
    };
}
