using System.Xml.Linq;
using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Microsoft.Build.Framework;

namespace Hotpatch.Build;

/// <summary>One HotpatchReference item: the name of an assembly, and how it is to be woven.</summary>
internal sealed class WovenItem
{
    public const string ItemName = "HotpatchReference";

    private const string KeyMetadata = "KeyFile";

    // Include and Exclude are attributes of every MSBuild item, so the patterns have other names here than in FodyWeavers.xml.
    private static readonly (string Metadata, string Attribute)[] Known =
    [
        (nameof(WeaverConfig.Scope), nameof(WeaverConfig.Scope)),
        ("IncludeMethods", nameof(WeaverConfig.Include)),
        ("ExcludeMethods", nameof(WeaverConfig.Exclude)),
        (nameof(WeaverConfig.Consistency), nameof(WeaverConfig.Consistency)),
        (nameof(WeaverConfig.AggressiveInlining), nameof(WeaverConfig.AggressiveInlining)),
        (nameof(WeaverConfig.Calls), nameof(WeaverConfig.Calls)),
    ];

    private WovenItem(ITaskItem item, string projectFile)
    {
        Item = item;
        Place = $"{ItemName} {Name} of {Path.GetFileName(projectFile)}";
        Configuration = new XElement("Hotpatch", new XAttribute(nameof(WeaverConfig.Scope), nameof(Scope.Public)));
        foreach (var (metadata, attribute) in Known)
        {
            if (item.GetMetadata(metadata) is { Length: > 0 } value)
                Configuration.SetAttributeValue(attribute, value.Trim());
        }

        KeyFile = item.GetMetadata(KeyMetadata) is { Length: > 0 } key ? Path.Combine(Path.GetDirectoryName(projectFile)!, key) : null;
    }

    public ITaskItem Item { get; }

    /// <summary>The name of the assembly, without extension.</summary>
    public string Name => Item.ItemSpec;

    /// <summary>The item and its project, for messages.</summary>
    public string Place { get; }

    /// <summary>The item as the weaver's configuration.</summary>
    public XElement Configuration { get; }

    /// <summary>The full path of the .snk file to sign with, or null.</summary>
    public string? KeyFile { get; }

    public bool HasCalls => Configuration.Attribute(nameof(WeaverConfig.Calls)) is not null;

    /// <summary>Reads the items, and logs an error for each that can't be understood.</summary>
    public static IEnumerable<WovenItem> Read(ITaskItem[] items, string projectFile, ItemLog log)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
        {
            var read = new WovenItem(item, projectFile);
            if (read.Problem() is { } problem)
                log.Error(read, ErrorCode.WovenReferenceFailed, problem);
            else if (!names.Add(read.Name))
                log.Error(read, ErrorCode.WovenReferenceFailed, $"{read.Place} is there twice. Write all options into one item.");
            else
                yield return read;
        }
    }

    private string? Problem()
    {
        var unknown = Item.CloneCustomMetadata().Keys.Cast<string>()
            .Where(name => name != KeyMetadata && !Known.Any(known => string.Equals(known.Metadata, name, StringComparison.OrdinalIgnoreCase)))
            .ToArray();
        if (unknown.Length > 0)
            return $"{Place} has unknown metadata: {string.Join(", ", unknown)}. Expected are {string.Join(", ", Known.Select(known => known.Metadata))} and {KeyMetadata}.";

        if (string.Equals(Name, "Hotpatch.Runtime", StringComparison.OrdinalIgnoreCase))
            return $"{Place} can't be woven: woven code calls Hotpatch.Runtime. Remove the item.";

        try
        {
            WeaverConfig.Read(Configuration, Place);
            return null;
        }
        catch (ConfigurationException exception)
        {
            return exception.Message;
        }
    }
}
