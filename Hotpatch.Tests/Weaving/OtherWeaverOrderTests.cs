using Hotpatch.Tests.Support;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.Weaving;

/// <summary>
/// Without symbols, bodies that no weaver has read before are copied from the input. Those that one has read are written anew, as all are with
/// a Cecil that does not tell. Both come to the same.
/// </summary>
public class OtherWeaverOrderTests
{
    private const string Source =
        """
        public static class C
        {
            [Hotpatch.Patchable]
            public static int Answer() => 41;
        }
        """;

    [Test]
    public void Bodies_that_another_weaver_has_read_are_woven_to_the_same([Values("Debug", "Release")] string configuration, [Values] bool symbols)
    {
        var unread = Weave(configuration, symbols, _ => { });
        var read = Weave(configuration, symbols, method => _ = method.Body);
        Assert.That(read, Is.EqualTo(unread));
        Assert.That(unread, Has.Length.GreaterThan(500));
    }

    [Test]
    public void What_an_earlier_weaver_has_changed_stays([Values] bool symbols)
        => Assert.That(Run(symbols, (module, references) =>
        {
            AddOne(module.GetType("C").Methods.Single(method => method.Name == "Answer"));
            WeaverRun.Execute(module, references);
        }), Is.EqualTo(42));

    [Test]
    public void A_later_weaver_can_change_the_original([Values] bool symbols)
        => Assert.That(Run(symbols, (module, references) =>
        {
            WeaverRun.Execute(module, references);
            AddOne(module.GetType("C").Methods.Single(method => method.Name == "Answer_Original"));
        }), Is.EqualTo(42));

    private static string[] Weave(string configuration, bool symbols, Action<MethodDefinition> before)
    {
        using var folder = new TempFolder();
        var output = folder.PathOf("woven.dll");
        var references = ReferenceList.OfFixture(configuration);
        using (var module = Read(FixtureAssembly.PathOf(configuration)))
        {
            foreach (var method in Methods(module))
                before(method);

            Assert.That(WeaverRun.Execute(module, references).Errors, Is.Empty);
            module.Write(output, new WriterParameters { WriteSymbols = symbols });
        }

        using var woven = Read(output);
        return [.. Methods(woven).Select(TextOf)];

        ModuleDefinition Read(string path)
            => ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = references, InMemory = true, ReadSymbols = symbols });
    }

    private static IEnumerable<MethodDefinition> Methods(ModuleDefinition module) => module.GetTypes().SelectMany(type => type.Methods);

    private static string TextOf(MethodDefinition method)
        => string.Join(
            '\n',
            method.HasBody
                ?
                [
                    method.FullName,
                    .. method.Body.Variables.Select(variable => variable.VariableType.FullName),
                    .. method.Body.Instructions.Select(instruction => instruction.ToString()),
                    .. method.Body.ExceptionHandlers.Select(
                        handler => $"{handler.HandlerType} {handler.CatchType} {handler.TryStart} {handler.TryEnd} {handler.HandlerStart} {handler.HandlerEnd} {handler.FilterStart}"),
                    .. method.DebugInformation.SequencePoints.Select(point => $"{point.Offset} {point.Document.Url} {point.StartLine} {point.EndColumn}"),
                    .. TextOf(method, method.DebugInformation.Scope),
                    .. method.CustomDebugInformations.Select(information => $"{information.Identifier} {information.Kind}"),
                    $"{method.DebugInformation.StateMachineKickOffMethod}",
                ]
                : [method.FullName]);

    private static IEnumerable<string> TextOf(MethodDefinition method, ScopeDebugInformation? scope)
        => scope is null
            ? []
            :
            [
                $"{scope.Start.Offset} {(scope.End.IsEndOfMethod ? method.Body.CodeSize : scope.End.Offset)} {scope.Import?.Targets.Count}",
                .. scope.Variables.Select(variable => $"{variable.Index} {variable.Name}"),
                .. scope.Constants.Select(constant => $"{constant.Name} = {constant.Value}"),
                .. scope.Scopes.SelectMany(inner => TextOf(method, inner)),
            ];

    private static object? Run(bool symbols, Action<ModuleDefinition, ReferenceList> weave)
    {
        using var folder = new TempFolder();
        var references = ReferenceList.OfFixture("Debug");
        var plain = Compiled.ToFolder(folder.PathOf("plain"), Source);
        var woven = folder.PathOf("woven", "Snippet.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(woven)!);
        using (var module = ModuleDefinition.ReadModule(plain, new ReaderParameters { AssemblyResolver = references, ReadSymbols = symbols }))
        {
            weave(module, references);
            module.Write(woven, new WriterParameters { WriteSymbols = symbols });
        }

        return LoadedAssembly.Load(woven).Assembly.GetType("C")!.GetMethod("Answer")!.Invoke(null, null);
    }

    private static void AddOne(MethodDefinition method)
    {
        var constant = method.Body.Instructions.Single(instruction => instruction.OpCode == OpCodes.Ldc_I4_S);
        constant.Operand = (sbyte)((sbyte)constant.Operand + 1);
    }
}
