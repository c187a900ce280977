using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Hosting.Control.Protocol;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Says where the code of a method is, for whoever decompiles it.</summary>
internal static class MethodCode
{
    /// <summary>Returns the stub, the original, and the methods of the libraries that patch it, as far as they are in files.</summary>
    public static IReadOnlyList<CodeDescription> Of(PatchHandle handle)
        => [.. ((CodeDescription?[])[At("stub", handle.Method), handle.HasOriginal ? At("original", handle.Original.Method) : null, .. OfLibraries(handle)]).OfType<CodeDescription>()];

    private static IEnumerable<CodeDescription> OfLibraries(PatchHandle handle)
        => PatchLibrary.All
            .Where(library => library.Path is not null)
            .SelectMany(library => library.Applied.Where(patch => patch.Handle == handle).Select(patch => new CodeDescription(library.Name, library.Path!, 0, patch.Method)));

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An assembly without a file has no code to show.")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only the token is read.")]
    private static CodeDescription? At(string kind, MethodBase method)
        => method.Module.Assembly.Location is { Length: > 0 } path && method.HasMetadataToken()
            ? new(kind, path, method.MetadataToken, $"{method.DeclaringType?.FullName}.{method.Name}", method.Module.ModuleVersionId)
            : null;
}
