using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Mono.Cecil;
using MethodDefinition = Mono.Cecil.MethodDefinition;
using ModuleDefinition = Mono.Cecil.ModuleDefinition;

namespace Hotpatch.Tests.Symbols;

/// <summary>The symbols of one assembly, by method, as text to compare.</summary>
internal sealed class SymbolsOfModule : IDisposable
{
    private readonly ModuleDefinition _module;
    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _symbols;

    public SymbolsOfModule(string path)
    {
        _module = ModuleDefinition.ReadModule(path, new ReaderParameters { InMemory = true });
        _provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(path, ".pdb")));
        _symbols = _provider.GetMetadataReader();
        Methods = _module.GetTypes().SelectMany(type => type.Methods).ToDictionary(method => method.FullName);
    }

    public IReadOnlyDictionary<string, MethodDefinition> Methods { get; }

    public MethodDefinition Named(MethodDefinitionHandle method) => (MethodDefinition)_module.LookupToken(MetadataTokens.GetToken(method));

    public IEnumerable<string> Points(MethodDefinition method) => PointsOf(method).Select(point => $"{point.Offset}: {Place(point)}");

    /// <summary>The places at which a debugger can stop.</summary>
    public IEnumerable<string> VisiblePoints(MethodDefinition method) => PointsOf(method).Where(point => !point.IsHidden).Select(Place);

    public IEnumerable<string> Scopes(MethodDefinition method)
        => _symbols.GetLocalScopes(Handle(method)).Select(_symbols.GetLocalScope).Select(scope => string.Join(
            ' ',
            scope.GetLocalVariables().Select(_symbols.GetLocalVariable).Select(local => $"{local.Index}:{_symbols.GetString(local.Name)}:{local.Attributes}")
                .Concat(scope.GetLocalConstants().Select(constant => "const " + _symbols.GetString(_symbols.GetLocalConstant(constant).Name)))
                .Prepend($"{scope.StartOffset}-{scope.EndOffset} {scope.ImportScope.IsNil}")));

    public MethodDefinitionHandle KickOff(MethodDefinition method) => Debug(method).GetStateMachineKickoffMethod();

    public IEnumerable<BlobReader> Information(MethodDefinition method, Guid kind)
        => InformationOf(method).Where(information => _symbols.GetGuid(information.Kind) == kind).Select(information => _symbols.GetBlobReader(information.Value));

    public IEnumerable<string> AllInformation(MethodDefinition method, Guid except)
        => InformationOf(method).Where(information => _symbols.GetGuid(information.Kind) != except)
            .Select(information => $"{_symbols.GetGuid(information.Kind)} {Convert.ToHexString(_symbols.GetBlobBytes(information.Value))}");

    public void Dispose()
    {
        _provider.Dispose();
        _module.Dispose();
    }

    private static MethodDefinitionHandle Handle(MethodDefinition method) => MetadataTokens.MethodDefinitionHandle((int)method.MetadataToken.RID);

    private MethodDebugInformation Debug(MethodDefinition method) => _symbols.GetMethodDebugInformation(Handle(method));

    private SequencePointCollection PointsOf(MethodDefinition method) => Debug(method).GetSequencePoints();

    private IEnumerable<CustomDebugInformation> InformationOf(MethodDefinition method)
        => _symbols.GetCustomDebugInformation(Handle(method)).Select(_symbols.GetCustomDebugInformation);

    private string Place(SequencePoint point)
        => $"{Path.GetFileName(_symbols.GetString(_symbols.GetDocument(point.Document).Name))} {point.StartLine},{point.StartColumn}-{point.EndLine},{point.EndColumn}";
}
