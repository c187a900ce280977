using System.Xml.Linq;
using Hotpatch.Fody.Diagnostics;

namespace Hotpatch.Fody;

/// <summary>The options of <see cref="HotpatchWeaver.Weave"/>.</summary>
public sealed class HotpatchWeaverOptions
{
    /// <summary>The configuration: a <c>&lt;Hotpatch /&gt;</c> element as in FodyWeavers.xml. Without attributes, only marked methods are woven.</summary>
    public XElement Configuration { get; set; } = new("Hotpatch");

    /// <summary>The place of the configuration, for messages: a file, or an item of a project.</summary>
    public string ConfigurationPlace { get; set; } = "FodyWeavers.xml";

    /// <summary>
    /// Patterns of more calls that become patchable, as the attribute <c>Calls</c> of the configuration has them. If one matches nothing, there is no warning.
    /// </summary>
    public IReadOnlyList<string> OptionalCalls { get; set; } = [];

    /// <summary>
    /// The assemblies that the input references, Hotpatch.Runtime and the framework among them. Each entry is an assembly file or a folder of assemblies.
    /// If several files have the same name, the first one counts. The folder of the input comes last.
    /// </summary>
    public IReadOnlyList<string> References { get; set; } = [];

    /// <summary>
    /// The .snk file with the key pair of the input's strong name. Without it, the output keeps the public key and has no valid signature, as if it were
    /// public-signed: .NET does not verify signatures, and .NET Framework verifies none in full trust.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>Whether an assembly is woven even if its project set <c>Hotpatch</c> to false or <c>DisableFody</c> to true.</summary>
    public bool WeaveSwitchedOff { get; set; }

    /// <summary>Receives each log entry as soon as it exists, on the thread that weaves.</summary>
    public Action<LogEntry>? Log { get; set; }
}
