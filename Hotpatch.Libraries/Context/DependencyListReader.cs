using System.Text.Json;

namespace Hotpatch.Libraries.Context;

/// <summary>
/// Reads a <c>.deps.json</c> as the .NET host does for a component: the assets of the runtime target, or those for the closest runtime identifier if a
/// package has some. The host's own reader, which AssemblyDependencyResolver uses, is native and can end the process on malformed text.
/// </summary>
internal sealed class DependencyListReader
{
    private const string Placeholder = "_._";

    // Deeper than any real list. Without a limit, a deeply nested text would overflow the stack.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Skip };

    private readonly IReadOnlyList<string> _identifiers;
    private readonly Dictionary<string, List<string>> _assets = new(StringComparer.Ordinal) { ["runtime"] = [], ["resources"] = [], ["native"] = [] };

    private DependencyListReader(IReadOnlyList<string> identifiers) => _identifiers = identifiers;

    /// <summary>Reads a list.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="identifiers">The runtime identifiers, the closest first, as <see cref="RuntimeIdentifiers"/> returns them.</param>
    /// <exception cref="PatchLibraryException">The text is malformed; the message says what was expected and what was found.</exception>
    public static DependencyList Read(string file, ReadOnlyMemory<byte> bytes, IReadOnlyList<string> identifiers)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(bytes), Options);
            var reader = new DependencyListReader(identifiers);
            reader.ReadTarget(document.RootElement);
            return new DependencyList(reader._assets["runtime"], reader._assets["resources"], reader._assets["native"]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // JsonElement throws InvalidOperationException for a text that is not valid UTF-8.
            throw new PatchLibraryException($"{file} cannot be read: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;

    private void ReadTarget(JsonElement root)
    {
        var target = Member(root, "the list", "runtimeTarget");
        var name = target.ValueKind == JsonValueKind.String ? target.GetString()! : Text(Member(target, "runtimeTarget", "name"), "the name of runtimeTarget");
        foreach (var package in Object(Member(Member(root, "the list", "targets"), "targets", name), $"the target {name}"))
            ReadPackage(package.Value, package.Name);
    }

    private void ReadPackage(JsonElement package, string name)
    {
        _ = Object(package, name);
        var ofSystems = OfSystems(package, name);
        foreach (var (kind, list) in _assets)
        {
            // Assets of a runtime identifier lie at their listed path. The build copies all other assets beside the library.
            if (_identifiers.Select(identifier => ofSystems[(kind, identifier)].ToArray()).FirstOrDefault(found => found.Length > 0) is { } closest)
                list.AddRange(closest);
            else if (package.TryGetProperty(kind, out var assets))
                list.AddRange(Object(assets, $"{kind} of {name}").Where(asset => !IsPlaceholder(asset.Name)).Select(asset => Beside(asset, kind)));
        }
    }

    private static ILookup<(string Kind, string Identifier), string> OfSystems(JsonElement package, string name)
        => (package.TryGetProperty("runtimeTargets", out var assets) ? Object(assets, $"runtimeTargets of {name}") : [])
            .Where(asset => !IsPlaceholder(asset.Name))
            .Select(asset => (
                Kind: Text(Member(asset.Value, asset.Name, "assetType"), $"assetType of {asset.Name}"),
                Identifier: Text(Member(asset.Value, asset.Name, "rid"), $"rid of {asset.Name}"),
                Path: Below(asset.Name)))
            .ToLookup(asset => (asset.Kind, asset.Identifier), asset => asset.Path);

    private static string Beside(JsonProperty asset, string kind)
    {
        _ = Object(asset.Value, asset.Name);
        if (asset.Value.TryGetProperty("localPath", out var local))
            return Below(Text(local, $"localPath of {asset.Name}"));

        var parts = Below(asset.Name).Split(Path.DirectorySeparatorChar);
        return kind == "resources" && parts.Length > 1 ? Path.Combine(parts[^2], parts[^1]) : parts[^1];
    }

    private static bool IsPlaceholder(string path) => path.EndsWith(Placeholder, StringComparison.Ordinal);

    /// <summary>Returns a relative path with the separators of this system. Refuses a path that leads out of the library's folder.</summary>
    private static string Below(string path)
    {
        var parts = path.Split('/', '\\');
        if (parts.Any(part => part is "" or "." or ".." || part.Contains(':', StringComparison.Ordinal) || part.Any(char.IsControl)))
            throw Unlike("a path below the library's folder", $"'{path}'");

        return Path.Combine(parts);
    }

    private static JsonElement Member(JsonElement element, string of, string name)
    {
        _ = Object(element, of);
        return element.TryGetProperty(name, out var member) ? member : throw Unlike($"{name} in {of}", "none");
    }

    private static JsonElement.ObjectEnumerator Object(JsonElement element, string what)
        => element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw Unlike($"an object as {what}", element.ValueKind.ToString());

    private static string Text(JsonElement element, string what)
        => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Unlike($"a text as {what}", element.ValueKind.ToString());

    private static FormatException Unlike(string expected, string found) => new($"{expected} was expected, but {found} was found");
}
