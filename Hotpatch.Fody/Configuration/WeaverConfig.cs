using System.Xml.Linq;
using Hotpatch.Fody.Diagnostics;

namespace Hotpatch.Fody.Configuration;

/// <summary>The <c>&lt;Hotpatch /&gt;</c> element of FodyWeavers.xml. It takes no settings; what it does not know is an error.</summary>
internal static class WeaverConfig
{
    public static void Read(XElement element)
    {
        var unknown = element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => $"attribute {attribute.Name}")
            .Concat(element.Elements().Select(child => $"element {child.Name}"))
            .ToArray();

        if (unknown.Length > 0)
        {
            throw new HotpatchWeavingException(
                ErrorCode.UnknownConfiguration,
                $"<{element.Name}> in FodyWeavers.xml has no {string.Join(", no ", unknown)}. Remove what is misspelt or meant for another version.");
        }
    }
}
