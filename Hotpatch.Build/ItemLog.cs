using System.Xml;
using System.Xml.Linq;
using Hotpatch.Fody.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Hotpatch.Build;

/// <summary>Writes messages about HotpatchReference items to the build's log, at the line of the item where it can be found.</summary>
internal sealed class ItemLog(TaskLoggingHelper log, string projectFile)
{
    public string ProjectName { get; } = Path.GetFileNameWithoutExtension(projectFile);

    public void Error(WovenItem item, ErrorCode code, string message)
    {
        var (file, line, column) = PlaceOf(item.Item);
        log.LogError(null, code.Text(), null, file, line, column, 0, 0, message);
    }

    /// <summary>Writes a weaver's error or warning about a line of source.</summary>
    public void AtSource(LogEntry entry, string text)
    {
        var (file, line, column) = (entry.Place!.Document.Url, entry.Place.StartLine, entry.Place.StartColumn);
        if (entry.Level == LogLevel.Error)
            log.LogError(null, entry.Code, null, file, line, column, 0, 0, text);
        else
            log.LogWarning(null, entry.Code, null, file, line, column, 0, 0, text);
    }

    public void Warning(WovenItem item, string? code, string message)
    {
        var (file, line, column) = PlaceOf(item.Item);
        log.LogWarning(null, code, null, file, line, column, 0, 0, message);
    }

    /// <summary>Writes what the build does. It is shown from normal verbosity on.</summary>
    public void Step(string message) => log.LogMessage(MessageImportance.Normal, message);

    public void Detail(string message) => log.LogMessage(MessageImportance.Low, message);

    private (string File, int Line, int Column) PlaceOf(ITaskItem item)
    {
        var file = item.GetMetadata("DefiningProjectFullPath");
        try
        {
            var element = XDocument.Load(file, LoadOptions.SetLineInfo).Descendants()
                .FirstOrDefault(element => element.Name.LocalName == WovenItem.ItemName && Names(element).Contains(item.ItemSpec, StringComparer.OrdinalIgnoreCase));
            return element is IXmlLineInfo line ? (file, line.LineNumber, line.LinePosition) : (projectFile, 0, 0);
        }
        catch (Exception exception) when (exception is XmlException or IOException or ArgumentException or UnauthorizedAccessException)
        {
            // A target may have made the item, and a file-based app has no project file.
            return (projectFile, 0, 0);
        }
    }

    private static IEnumerable<string> Names(XElement element) => (element.Attribute("Include")?.Value ?? string.Empty).Split(';').Select(name => name.Trim());
}
