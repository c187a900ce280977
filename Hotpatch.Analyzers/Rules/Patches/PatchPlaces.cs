using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patches;

/// <summary>Finds marks in places where they can't patch anything.</summary>
internal static class PatchPlaces
{
    private const string Both = "one of [Patch] and [PatchCalls] was expected, but both were found.";
    private const string UnmanagedCallersOnly = "System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute";

    /// <summary>Returns what is wrong with a mark on a class, or null.</summary>
    public static string? ProblemOf(INamedTypeSymbol type, PatchMark mark, RuntimeSymbols symbols)
        => PatchMark.HasBoth(type, symbols) ? Both
            : mark.IsNull ? "a type or a full name was expected, but null was found."
            : !type.IsStatic ? "a static class was expected. Mark its static methods, or make the class static."
            : mark.Method is not null ? "on a class, a type alone was expected, but a method was named too. Name it at a method."
            : !PatchMethod.In(type, symbols).Any() ? "it has no public static method."
            : null;

    /// <summary>Returns what is wrong with a method that has a mark, or whose class has one, or null.</summary>
    public static string? ProblemOf(PatchMethod patch, RuntimeSymbols symbols)
        => PatchMark.HasBoth(patch.Symbol, symbols) ? Both
            : patch.Own is { IsNull: true } ? "a type or a full name was expected, but null was found."
            : ProblemOf(patch.Symbol);

    private static string? ProblemOf(IMethodSymbol method)
        => method.MethodKind == MethodKind.LocalFunction ? "a static method was expected, but this is a local function."
            : method.MethodKind == MethodKind.AnonymousFunction ? "a static method was expected, but this is a lambda."
            : !method.IsStatic ? "a static method was expected. For a patchable instance method, take the instance as the first parameter."
            : method.IsAbstract || (method.IsExtern && method.GetDllImportData() is null) ? "a method with a body was expected."
            : method.IsVararg ? "a delegate cannot take __arglist."
            : IsInGenericType(method) ? "it is in a generic type. For a generic target, make the method itself generic."
            : SymbolMarks.Has(method, UnmanagedCallersOnly) ? "no managed code can call it."
            : null;

    private static bool IsInGenericType(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsGenericType)
                return true;
        }

        return false;
    }
}
