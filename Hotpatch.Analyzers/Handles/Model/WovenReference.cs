using System.Text;
using System.Xml.Linq;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Analyzers.Handles.Model;

/// <summary>A HotpatchReference of the project: an assembly of which the build weaves a copy.</summary>
/// <param name="Assembly">The name of the assembly.</param>
/// <param name="Scope">The value of <c>Scope</c>; empty for the default.</param>
/// <param name="Include">The value of <c>IncludeMethods</c>.</param>
/// <param name="Exclude">The value of <c>ExcludeMethods</c>.</param>
/// <param name="AggressiveInlining">The value of <c>AggressiveInlining</c>; empty for the default.</param>
internal sealed record WovenReference(string Assembly, string Scope, string Include, string Exclude, string AggressiveInlining)
{
    private const string Property = "build_property.HotpatchWovenReferences";
    private const char FieldEnd = '<';
    private const char ItemEnd = '>';

    /// <summary>Returns the items, as Hotpatch.Fody.References.targets gives them to the compiler.</summary>
    public static EquatableArray<WovenReference> In(AnalyzerConfigOptionsProvider options)
        => (options.GlobalOptions.TryGetValue(Property, out var value) ? Parse(value) : []).ToEquatableArray();

    /// <summary>Returns whether this is the item of an assembly.</summary>
    public bool IsOf(IAssemblySymbol? assembly) => string.Equals(assembly?.Name, Assembly, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the methods that the item covers, or null if the build rejects it.</summary>
    public PatchableScope? ToScope() => ToConfig() is { } config ? new PatchableScope(WholeAssembly: false, config) : null;

    /// <summary>Returns the methods that the item covers, or null if it is not that of the type's assembly.</summary>
    public PatchableScope? ScopeOf(INamedTypeSymbol type) => IsOf(type.ContainingAssembly) ? ToScope() : null;

    private WeaverConfig? ToConfig()
    {
        try
        {
            var scope = Scope.Trim() is { Length: > 0 } named ? named : nameof(Hotpatch.Fody.Configuration.Scope.Public);
            return WeaverConfig.Read(new XElement(
                "Hotpatch",
                new XAttribute(nameof(WeaverConfig.Scope), scope),
                new XAttribute(nameof(WeaverConfig.Include), Include),
                new XAttribute(nameof(WeaverConfig.Exclude), Exclude),
                AggressiveInlining.Length > 0 ? new XAttribute(nameof(WeaverConfig.AggressiveInlining), AggressiveInlining) : null));
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    private static IEnumerable<WovenReference> Parse(string value)
    {
        string text;
        try
        {
            text = Encoding.UTF8.GetString(Convert.FromBase64String(value.Trim()));
        }
        catch (FormatException)
        {
            return [];
        }

        return text.Split(ItemEnd).Select(item => item.Split(FieldEnd))
            .Where(fields => fields.Length == 5)
            .Select(fields => new WovenReference(fields[0].Trim(), fields[1], fields[2], fields[3], fields[4].Trim()));
    }
}
