using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Handles.Model;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>Reads one type. If that fails, the other types still get their handles; the compiler would drop the handles of all types.</summary>
internal static class GuardedReading
{
    public static TypeHandles? Read(INamedTypeSymbol type, Func<TypeHandles?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (InternalFailure.Is(exception))
        {
            var failed = Undeclared.Failed(type, exception);
            return new TypeHandles(File: null, new[] { failed }.ToEquatableArray());
        }
    }
}
