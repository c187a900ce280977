using System.Text;
using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Extensions;
using Hotpatch.Analyzers.Handles.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Analyzers.Handles;

/// <summary>Reads and writes one type, so that a failure does not take the handles of all other types away, as the compiler would.</summary>
internal static class Guarded
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

    public static void WriteExtension(SourceProductionContext output, ExtensionFile file, IReadOnlyCollection<string> clashes)
    {
        try
        {
            output.AddSource(FileNames.Of(FileNames.OfExtension(file), clashes, FileNames.ExtensionSuffix), SourceText.From(ExtensionFileWriter.Write(file), Encoding.UTF8));
        }
        catch (Exception exception) when (InternalFailure.Is(exception))
        {
            output.ReportDiagnostic(InternalFailure.At(place: null, file.Name, exception));
        }
    }

    public static void Write(SourceProductionContext output, HandleFile file, IReadOnlyCollection<string> clashes)
    {
        try
        {
            output.AddSource(FileNames.Of(file.Name, clashes, FileNames.Suffix), SourceText.From(HandleFileWriter.Write(file), Encoding.UTF8));
        }
        catch (Exception exception) when (InternalFailure.Is(exception))
        {
            output.ReportDiagnostic(InternalFailure.At(place: null, file.Name, exception));
        }
    }
}
