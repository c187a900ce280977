using Hotpatch.Hosting.Control.Protocol;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.Metadata;
using ICSharpCode.Decompiler.TypeSystem;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Hotpatch.Tool.Code;

/// <summary>Decompiles methods to C#.</summary>
internal static class MethodSource
{
    /// <summary>Returns the C# of a method; a comment that says why, if it can't be had.</summary>
    public static string Of(CodeDescription code)
    {
        try
        {
            var file = new PEFile(code.Path);
            using (file)
            {
                if (code.Module is { } loaded && VersionOf(file) != loaded)
                    return $"// {code.Path} has been replaced since the program started: it doesn't hold the code that runs.";

                var decompiler = new CSharpDecompiler(file, ResolverOf(code.Path, file), new DecompilerSettings(LanguageVersion.Latest) { ThrowOnAssemblyResolveErrors = false, ShowXmlDocumentation = false });
                return Find(decompiler, code) is { } method
                    ? decompiler.DecompileAsString(method).ReplaceLineEndings("\n").Trim()
                    : $"// {code.Name} was not found in {code.Path}.";
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException or MetadataFileNotSupportedException or DecompilerException)
        {
            return $"// {code.Path}: {exception.Message}";
        }
    }

    private static UniversalAssemblyResolver ResolverOf(string path, PEFile file)
        => new(path, throwOnError: false, file.DetectTargetFrameworkId(), file.DetectRuntimePack());

    private static Guid VersionOf(PEFile file) => file.Metadata.GetGuid(file.Metadata.GetModuleDefinition().Mvid);

    private static EntityHandle? Find(CSharpDecompiler decompiler, CodeDescription code)
    {
        if (code.Token != 0)
            return MetadataTokens.EntityHandle(code.Token);

        // Namespace.Type+Nested.Method, without parameters: the name of a library's method.
        var dot = code.Name.LastIndexOf('.');
        var (type, method) = (code.Name[..dot], code.Name[(dot + 1)..]);
        return decompiler.TypeSystem.MainModule.TypeDefinitions
            .Where(definition => definition.ReflectionName.Replace('+', '.') == type.Replace('+', '.'))
            .SelectMany(definition => definition.Methods)
            .FirstOrDefault(candidate => candidate.Name == method)?.MetadataToken;
    }
}
