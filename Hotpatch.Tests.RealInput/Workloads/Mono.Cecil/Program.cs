using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Workload;

/// <summary>Assemblies read, looked through, changed, written, read again and made from nothing.</summary>
public static class Program
{
    // The first comes with symbols.
    private static readonly string[] Inputs = ["NUnit3.TestAdapter", "Polly.Core", "Mono.Cecil.Rocks"];

    public static string[] Run(int seed)
    {
        var output = new Output();
        using var resolver = new DefaultAssemblyResolver();

        // Not where the tests happen to be started.
        foreach (var relative in resolver.GetSearchDirectories())
            resolver.RemoveSearchDirectory(relative);

        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        foreach (var input in Inputs)
        {
            var path = Path.Combine(AppContext.BaseDirectory, input + ".dll");
            foreach (var mode in new[] { ReadingMode.Deferred, ReadingMode.Immediate })
            {
                var parameters = new ReaderParameters
                {
                    AssemblyResolver = resolver,
                    ReadingMode = mode,
                    InMemory = mode == ReadingMode.Immediate,
                    SymbolReaderProvider = new DefaultSymbolReaderProvider(throwIfNoSymbol: false),
                    ReadSymbols = true,
                };
                using var module = ModuleDefinition.ReadModule(path, parameters);
                if (mode == ReadingMode.Deferred)
                    new Dump(output, module).Run();
                else
                    Rewrite(output, module, parameters, new Random(seed));
            }
        }

        new Making(output, resolver).Run();
        Explore(output, seed, resolver);
        return output.Lines;
    }

    private static void Rewrite(Output output, ModuleDefinition module, ReaderParameters parameters, Random random)
    {
        output.Step($"change {module.Name}", () => new Change(module, random).Run());
        using var stream = new MemoryStream();
        using var symbols = new MemoryStream();
        output.Step($"write {module.Name}", () =>
        {
            module.Write(stream, new WriterParameters
            {
                DeterministicMvid = true,
                WriteSymbols = module.HasSymbols,
                SymbolWriterProvider = module.HasSymbols ? new PortablePdbWriterProvider() : null,
                SymbolStream = module.HasSymbols ? symbols : null,
            });
            return Hash(stream.ToArray()) + " " + Hash(symbols.ToArray());
        });
        stream.Position = symbols.Position = 0;
        output.Step($"read back {module.Name}", () =>
        {
            using var again = ModuleDefinition.ReadModule(stream, new ReaderParameters
            {
                AssemblyResolver = parameters.AssemblyResolver,
                ReadSymbols = module.HasSymbols,
                SymbolReaderProvider = module.HasSymbols ? new PortablePdbReaderProvider() : null,
                SymbolStream = module.HasSymbols ? symbols : null,
            });
            var inner = new Output();
            new Dump(inner, again).Run();
            return $"{inner.Lines.Length} lines, {Hash(Encoding.UTF8.GetBytes(string.Join("\n", inner.Lines)))}";
        });
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));

    private static void Explore(Output output, int seed, IAssemblyResolver resolver)
    {
        using var module = ModuleDefinition.ReadModule(
            Path.Combine(AppContext.BaseDirectory, "Mono.Cecil.Rocks.dll"), new ReaderParameters { AssemblyResolver = resolver });
        var type = module.Types.First(candidate => candidate.Methods.Count > 3);
        var method = type.Methods.First(candidate => candidate.HasBody);
        var explorer = new Explorer(
            output, seed, module.Assembly, module, type, method, method.Body, method.Body.Instructions[0], module.TypeSystem.Int32, OpCodes.Ldstr, OpCodes.Br,
            new Version(1, 2, 3, 4), module.AssemblyReferences[0], new ArrayType(module.TypeSystem.String), new byte[] { 1, 2, 3 })
        {
            Tries = 5,

            // Nothing that writes files, names paths, or ties types in a circle.
            Skip = candidate => candidate.Name.StartsWith("set_", StringComparison.Ordinal)
                || candidate.Name is "Write" or "get_FileName" or "Dispose" or "get_Mvid" or "CreateModule" or "CreateAssembly"
                || candidate.Name.StartsWith("Read", StringComparison.Ordinal)
                || candidate.DeclaringType!.Name.Contains("Resolver", StringComparison.Ordinal)
                || candidate.DeclaringType.Name.Contains("Provider", StringComparison.Ordinal),
            Format = value => value is Stream or Guid ? value.GetType().Name : null,
        };
        explorer.Explore(typeof(ModuleDefinition).Assembly.GetExportedTypes().Concat(typeof(Mono.Cecil.Rocks.TypeDefinitionRocks).Assembly.GetExportedTypes()));
    }
}
