using System.Diagnostics.CodeAnalysis;
using System.Reflection.Metadata;
using ICSharpCode.Decompiler.DebugInfo;

namespace Hotpatch.Tests.Support;

/// <summary>Gives the decompiler the names of locals from a portable pdb, as ILSpy does.</summary>
internal sealed class PdbVariables(MetadataReader pdb, string description) : IDebugInfoProvider
{
    public string Description => description;

    public string SourceFileName => description;

    public IList<ICSharpCode.Decompiler.DebugInfo.SequencePoint> GetSequencePoints(MethodDefinitionHandle method) => [];

    public IList<Variable> GetVariables(MethodDefinitionHandle method)
        => [.. Variables(method).Select(variable => new Variable(variable.Index, pdb.GetString(variable.Name)))];

    public bool TryGetName(MethodDefinitionHandle method, int index, [NotNullWhen(true)] out string? name)
    {
        name = Variables(method).Where(variable => variable.Index == index).Select(variable => pdb.GetString(variable.Name)).FirstOrDefault();
        return name is not null;
    }

    public bool TryGetExtraTypeInfo(MethodDefinitionHandle method, int index, out PdbExtraTypeInfo extraTypeInfo)
    {
        extraTypeInfo = default;
        return false;
    }

    private IEnumerable<LocalVariable> Variables(MethodDefinitionHandle method)
        => pdb.GetLocalScopes(method).SelectMany(scope => pdb.GetLocalScope(scope).GetLocalVariables()).Select(pdb.GetLocalVariable);
}
