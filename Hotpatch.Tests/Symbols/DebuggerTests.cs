using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Mono.Cecil;
using MethodDefinition = Mono.Cecil.MethodDefinition;

namespace Hotpatch.Tests.Symbols;

/// <summary>
/// What a debugger finds in the symbols of a woven assembly, read as it reads them: by System.Reflection.Metadata, whose look-ups need the tables in their order. The
/// weaver's own library only names the methods.
/// </summary>
[TestFixture("Debug", true)]
[TestFixture("Release", true)]
[TestFixture("Debug", false)]
[TestFixture("Release", false)]
public sealed class DebuggerTests : IDisposable
{
    private static readonly Guid AsyncSteps = new("54FD2AC5-E925-401A-9C2A-F94F171072F8");
    private static readonly string[] Skipped = ["DebuggerStepThroughAttribute", "DebuggerHiddenAttribute", "DebuggerNonUserCodeAttribute"];

    private readonly TempFolder _folder = new();
    private readonly SymbolsOfModule _plain;
    private readonly SymbolsOfModule _woven;
    private readonly Dictionary<string, MethodDefinition> _originals;

    public DebuggerTests(string configuration, bool isFixture)
    {
        var plain = isFixture ? FixtureAssembly.PathOf(configuration) : Compile(configuration);
        _plain = new SymbolsOfModule(plain);
        _woven = new SymbolsOfModule(isFixture
            ? LoadedAssembly.WovenFixture(configuration).Path
            : WeaverRun.Succeed(plain, _folder.PathOf("woven", Path.GetFileName(plain)), ReferenceList.OfFixture(configuration)).Output);
        _originals = _woven.Methods.Values.Where(method => method.HasBody && _plain.Methods.ContainsKey(method.FullName))
            .Select(stub => (stub.FullName, Original: OriginalOf(stub)))
            .Where(pair => pair.Original is not null)
            .ToDictionary(pair => pair.FullName, pair => pair.Original!);
    }

    private IEnumerable<MethodDefinition> Bodies => _plain.Methods.Values.Where(method => method.HasBody);

    [OneTimeTearDown]
    public void Dispose()
    {
        _plain.Dispose();
        _woven.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Breakpoint_binds_where_it_binds_in_the_plain_assembly_and_no_more_often()
    {
        var plain = _plain.Methods.Values.SelectMany(_plain.VisiblePoints).Order().ToArray();
        Assert.That(plain, Has.Length.GreaterThan(20));
        Assert.That(_woven.Methods.Values.SelectMany(_woven.VisiblePoints).Order(), Is.EqualTo(plain));
    }

    [Test]
    public void Step_into_a_patchable_method_comes_to_its_body()
    {
        Assert.That(_originals, Has.Count.GreaterThan(5));
        Assert.Multiple(() =>
        {
            foreach (var (name, original) in _originals.Where(pair => !_plain.Methods[pair.Key].IsConstructor))
            {
                var (plain, stub) = (_plain.Methods[name], _woven.Methods[name]);
                Assert.That(_woven.Points(stub), Is.Empty, name);
                Assert.That(Attributes(stub), Does.Contain("DebuggerStepThroughAttribute"), name);
                Assert.That(_woven.Points(original), Is.EqualTo(_plain.Points(plain)), name);
                Assert.That(Attributes(original).Intersect(Skipped), Is.EquivalentTo(Attributes(plain).Intersect(Skipped)), name);
            }
        });
    }

    [Test]
    public void Generated_methods_have_nothing_to_stop_at()
    {
        var generated = _woven.Methods.Values.Where(method => !_plain.Methods.ContainsKey(method.FullName) && !_originals.ContainsValue(method)).ToArray();
        Assert.That(generated, Is.Not.Empty);
        Assert.That(generated.Where(method => _woven.Points(method).Any()).Select(method => method.FullName), Is.Empty);
    }

    [Test]
    public void Locals_and_scopes_are_those_of_the_body()
        => Assert.Multiple(() =>
        {
            foreach (var plain in Bodies.Where(method => !method.IsConstructor))
            {
                var woven = _originals.GetValueOrDefault(plain.FullName) ?? _woven.Methods[plain.FullName];
                Assert.That(_woven.Scopes(woven), Is.EqualTo(_plain.Scopes(plain)), plain.FullName);
            }
        });

    [Test]
    public void State_machines_belong_to_the_original_and_step_within_themselves()
    {
        var machines = Bodies.Where(method => method.Name == "MoveNext" && !_plain.KickOff(method).IsNil).ToArray();
        Assert.That(machines, Has.Length.GreaterThan(1));
        Assert.Multiple(() =>
        {
            foreach (var plain in machines)
            {
                var kickOff = _plain.Named(_plain.KickOff(plain));
                var woven = _woven.Methods[plain.FullName];
                var expected = _originals.GetValueOrDefault(kickOff.FullName) ?? _woven.Methods[kickOff.FullName];
                Assert.That(_woven.Named(_woven.KickOff(woven)).FullName, Is.EqualTo(expected.FullName), plain.FullName);
                Assert.That(Steps(_woven, woven), Is.EqualTo(Steps(_plain, plain)), plain.FullName);
            }
        });

        // Each place where an await gives up its thread, where it goes on, and in which method.
        static IEnumerable<string> Steps(SymbolsOfModule module, MethodDefinition method)
        {
            foreach (var blob in module.Information(method, AsyncSteps))
            {
                yield return $"catch {blob.ReadUInt32()}";
                while (blob.RemainingBytes > 0)
                {
                    var (yields, resumes) = (blob.ReadUInt32(), blob.ReadUInt32());
                    yield return $"{yields} {resumes} {module.Named(MetadataTokens.MethodDefinitionHandle(blob.ReadCompressedInteger())).FullName}";
                }
            }
        }
    }

    [Test]
    public void Custom_information_moves_with_the_body()
        => Assert.Multiple(() =>
        {
            foreach (var plain in Bodies.Where(method => !method.IsConstructor))
            {
                var woven = _originals.GetValueOrDefault(plain.FullName) ?? _woven.Methods[plain.FullName];
                Assert.That(Other(_woven, woven), Is.EquivalentTo(Other(_plain, plain)), plain.FullName);
            }
        });

    // The steps of an async method name a method by its row, which differs.
    private static IEnumerable<string> Other(SymbolsOfModule module, MethodDefinition method) => module.AllInformation(method, except: AsyncSteps);

    private static IEnumerable<string> Attributes(MethodDefinition method) => method.CustomAttributes.Select(attribute => attribute.AttributeType.Name);

    private static MethodDefinition? OriginalOf(MethodDefinition stub)
        => stub.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>()
            .Where(called => called.Name.Contains("_Original", StringComparison.Ordinal) && called.DeclaringType.Resolve() == stub.DeclaringType)
            .Select(called => called.Resolve())
            .FirstOrDefault(called => !called.IsPInvokeImpl);

    private string Compile(string configuration)
        => Compiled.ToFolder(
            _folder.PathOf("plain"),
            File.ReadAllText(Repository.PathOf("Hotpatch.Tests", "Symbols", "Programs", "Kinds.cs")),
            references: ReferenceList.OfFixture(configuration),
            optimization: configuration == "Debug" ? OptimizationLevel.Debug : OptimizationLevel.Release);
}
