using System.Reflection.Metadata.Ecma335;
using System.Text.RegularExpressions;
using ICSharpCode.Decompiler.IL;
using ICSharpCode.Decompiler.Metadata;
using ICSharpCode.Decompiler.TypeSystem;
using Mono.Cecil;
using AssemblyFile = ICSharpCode.Decompiler.Metadata.PEFile;

namespace Hotpatch.Tests.Support;

/// <summary>What the decompiler's reader of IL finds wrong in method bodies.</summary>
internal sealed partial class IlWarnings : IDisposable
{
    private readonly AssemblyFile _file;
    private readonly MetadataModule _module;

    public IlWarnings(string assembly, ReferenceList references)
    {
        _file = new AssemblyFile(assembly);
        var resolver = new UniversalAssemblyResolver(assembly, throwOnError: false, targetFramework: null);
        foreach (var folder in references.Paths.Select(Path.GetDirectoryName).Distinct())
            resolver.AddSearchDirectory(folder);

        _module = new DecompilerTypeSystem(_file, resolver).MainModule;
    }

    /// <summary>The warnings about one body, without their places.</summary>
    public IReadOnlyList<string> Of(MethodDefinition method)
    {
        var handle = MetadataTokens.MethodDefinitionHandle((int)method.MetadataToken.RID);
        var body = _file.GetMethodBody(_file.Metadata.GetMethodDefinition(handle).RelativeVirtualAddress);

        // A fresh reader each: its warnings pile up.
        var reader = new ILReader(_module);
        try
        {
            var invalid = reader.ReadIL(handle, body)
                .Descendants.Where(instruction => instruction.OpCode is OpCode.InvalidExpression or OpCode.InvalidBranch);
            return [.. reader.Warnings.Select(warning => Offset().Replace(warning, string.Empty)),
                .. invalid.Select(instruction => instruction.ToString())];
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException or ArgumentException)
        {
            return [exception.Message];
        }
    }

    public void Dispose() => _file.Dispose();

    [GeneratedRegex("^IL_[0-9a-f]+: ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Offset();
}
