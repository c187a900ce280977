using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.Disassembler;
using ICSharpCode.Decompiler.Metadata;
using ICSharpCode.Decompiler.TypeSystem;

namespace Workload;

/// <summary>Assemblies to C#, with many settings, and to IL.</summary>
public static class Program
{
    private static readonly (string Assembly, int Types)[] Inputs =
        [("Polly.Core", 16), ("NodaTime", 6), ("Newtonsoft.Json", 4), ("Mono.Cecil.Rocks", 8), ("Humanizer", 5), ("nunit.framework", 6)];

    public static string[] Run(int seed)
    {
        var output = new Output();
        var random = new Random(seed);
        foreach (var (assembly, count) in Inputs)
            Decompile(output, random, Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), count);

        // The workload itself is the input too: it has what the language has of late.
        var self = typeof(Features.Shapes).Assembly.Location;
        foreach (var version in Enum.GetValues<LanguageVersion>().Distinct().Where((_, index) => index % 4 == 0))
            Text(output, $"features {version}", () => Decompiler(self, new DecompilerSettings(version)).DecompileTypeAsString(new FullTypeName("Workload.Features")));

        Settings(output, self);
        Models(output, self);
        return output.Lines;
    }

    private static CSharpDecompiler Decompiler(string assembly, DecompilerSettings settings)
    {
        var resolver = new UniversalAssemblyResolver(assembly, throwOnError: false, targetFramework: null);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        return new CSharpDecompiler(assembly, resolver, settings);
    }

    // One line each, so that a difference is a small one.
    private static void Text(Output output, string name, Func<string> text)
    {
        var lines = Array.Empty<string>();
        output.Step(name, () =>
        {
            lines = text().ReplaceLineEndings("\n").Split('\n');
            return lines.Length;
        });
        foreach (var line in lines)
            output.Step(name, () => line);
    }

    private static void Decompile(Output output, Random random, string assembly, int count)
    {
        var decompiler = Decompiler(assembly, new DecompilerSettings());
        using var file = new PEFile(assembly);
        var types = decompiler.TypeSystem.MainModule.TopLevelTypeDefinitions.Where(type => type.ParentModule == decompiler.TypeSystem.MainModule).ToArray();
        Text(output, "attributes", decompiler.DecompileModuleAndAssemblyAttributesToString);
        for (var number = 0; number < count; number++)
        {
            var type = types[random.Next(types.Length)];
            Text(output, type.FullName, () => decompiler.DecompileTypeAsString(type.FullTypeName));
            if (number % 3 == 0)
                Text(output, $"IL of {type.FullName}", () => Disassemble(file, (System.Reflection.Metadata.TypeDefinitionHandle)type.MetadataToken));
        }
    }

    private static string Disassemble(PEFile file, System.Reflection.Metadata.TypeDefinitionHandle type)
    {
        var text = new PlainTextOutput();
        new ReflectionDisassembler(text, CancellationToken.None) { DetectControlStructure = true, ShowSequencePoints = false, ExpandMemberDefinitions = true }.DisassembleType(file, type);
        return text.ToString();
    }

    /// <summary>Every sixth switch of the settings turned over, one at a time.</summary>
    private static void Settings(Output output, string self)
    {
        var switches = typeof(DecompilerSettings).GetProperties().Where(property => property.PropertyType == typeof(bool) && property.CanWrite).OrderBy(property => property.Name, StringComparer.Ordinal);
        foreach (var property in switches.Where((_, index) => index % 6 == 0))
        {
            output.Step($"without {property.Name}", () =>
            {
                var settings = new DecompilerSettings();
                property.SetValue(settings, !(bool)property.GetValue(settings)!);
                var text = Decompiler(self, settings).DecompileTypeAsString(new FullTypeName("Workload.Features"));
                return $"{text.Length} {text.Split('\n').Aggregate(17, (sum, line) => unchecked(sum * 31 + line.Sum(character => character)))}";
            });
        }
    }

    /// <summary>Syntax trees and the type system behind the text.</summary>
    private static void Models(Output output, string self)
    {
        var decompiler = Decompiler(self, new DecompilerSettings());
        output.Step("tree", () =>
        {
            var tree = decompiler.DecompileType(new FullTypeName("Workload.Features"));
            return string.Join(" ", tree.DescendantsAndSelf.GroupBy(node => node.GetType().Name).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}"));
        });
        foreach (var type in decompiler.TypeSystem.MainModule.TypeDefinitions.Where(type => type.FullName.StartsWith("Workload", StringComparison.Ordinal)))
        {
            output.Step($"type {type.ReflectionName}", () =>
                $"{type.Kind} {type.Accessibility} {type.IsSealed} {string.Join(",", type.GetAllBaseTypes().Select(parent => parent.ReflectionName))} {string.Join(",", type.GetAttributes().Select(attribute => attribute.AttributeType.Name))}");
            foreach (var member in type.Members)
            {
                output.Step($"member {member.FullName}", () =>
                    $"{member.SymbolKind} {member.ReturnType} {member.Accessibility} {member.IsOverride} {string.Join(",", member.ExplicitlyImplementedInterfaceMembers.Select(implemented => implemented.FullName))} "
                    + $"{(member is IMethod method ? string.Join(",", method.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name} {parameter.ReferenceKind}")) : "")} "
                    + ICSharpCode.Decompiler.Documentation.IdStringProvider.GetIdString(member));
            }
        }
    }
}
