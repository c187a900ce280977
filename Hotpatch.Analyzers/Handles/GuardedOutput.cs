using System.Text;
using Hotpatch.Analyzers.Diagnostics;
using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Extensions;
using Hotpatch.Analyzers.Handles.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Analyzers.Handles;

/// <summary>Writes one generated file. If that fails, the other files are still written; the compiler would drop all of them.</summary>
internal static class GuardedOutput
{
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

    public static void Write(SourceProductionContext output, HandleFile file, IReadOnlyCollection<string> clashes, string suffix)
    {
        try
        {
            output.AddSource(FileNames.Of(file.Name, clashes, suffix), SourceText.From(HandleFileWriter.Write(file), Encoding.UTF8));
        }
        catch (Exception exception) when (InternalFailure.Is(exception))
        {
            output.ReportDiagnostic(InternalFailure.At(place: null, file.Name, exception));
        }
    }
}
