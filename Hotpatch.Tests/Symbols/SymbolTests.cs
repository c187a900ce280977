using Hotpatch.Tests.Support;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.Symbols;

/// <summary>What symbols say of a body before weaving, they say of the original after it.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class SymbolTests(string configuration)
{
    private readonly Dictionary<string, MethodDefinition> _plain = Methods(FixtureAssembly.PathOf(configuration));
    private readonly Dictionary<string, MethodDefinition> _woven = Methods(LoadedAssembly.WovenFixture(configuration).Path);

    private IEnumerable<(MethodDefinition Plain, MethodDefinition Stub, MethodDefinition Original)> Patchables
        => _woven.Values.Where(method => method.Body?.Instructions is [{ Operand: FieldDefinition { DeclaringType.Name: "PatchSlots" or "PatchSlots_2" } }, ..]
                && method.Name != "Store" && !method.IsConstructor && !method.DeclaringType.Name.EndsWith("_Call", StringComparison.Ordinal))
            .Select(stub => (_plain[stub.FullName], stub, (MethodDefinition)stub.Body.Instructions.First(i => i.OpCode == OpCodes.Call).Operand))
            .Where(entry => !entry.Item3.IsPInvokeImpl);

    [Test]
    public void Sequence_points_move_with_the_body()
    {
        var compared = 0;
        Assert.Multiple(() =>
        {
            foreach (var (plain, stub, original) in Patchables)
            {
                Assert.That(Points(original), Is.EqualTo(Points(plain)), plain.FullName);
                Assert.That(stub.DebugInformation.HasSequencePoints, Is.False, "debuggers step through " + stub.FullName);
                compared += Points(original).Count();
            }
        });
        Assert.That(compared, Is.GreaterThan(100));
    }

    [Test]
    public void No_sequence_point_is_lost_anywhere()
        => Assert.That(
            _woven.Values.SelectMany(Points).Select(WithoutOffset).Order(),
            Is.EqualTo(_plain.Values.SelectMany(Points).Select(WithoutOffset).Order()),
            "constructors keep a part of theirs");

    private static string WithoutOffset(string point) => point[..point.IndexOf('@', StringComparison.Ordinal)];

    [Test]
    public void Locals_scopes_constants_and_imports_move_with_the_body()
    {
        Assert.Multiple(() =>
        {
            foreach (var (plain, stub, original) in Patchables)
            {
                Assert.That(Scopes(original), Is.EqualTo(Scopes(plain)), plain.FullName);
                Assert.That(stub.DebugInformation.Scope.Variables.Select(variable => variable.Name), Is.EqualTo(new[] { "replacement" }));
            }
        });

        var locals = _woven.Values.Single(method => method.Name == "Locals_Original");
        Assert.That(Scopes(locals), Has.Some.Contains("total").And.Some.Contains("Step=3"));
    }

    [Test]
    public void Constructors_keep_what_comes_before_the_body()
    {
        var constructors = _woven.Values.Where(method => method.Name == "Constructor_Original")
            .Select(original => (Original: original, Stub: original.DeclaringType.Methods.Single(method
                => method.IsConstructor && method.Parameters.Select(Type).SequenceEqual(original.Parameters.Select(Type)))))
            .Select(pair => (pair.Original, pair.Stub, Plain: _plain[pair.Stub.FullName]))
            .ToArray();
        Assert.Multiple(() =>
        {
            foreach (var (original, stub, plain) in constructors)
            {
                Assert.That(Points(stub).Concat(Points(original)).Select(WithoutOffset).Order(), Is.EqualTo(Points(plain).Select(WithoutOffset).Order()), stub.FullName);
                Assert.That(
                    Names(stub).Concat(Names(original)).Where(name => name is not ("replacement" or "count" or "calls" or "entry" or "inside")).Order(), Is.EqualTo(Names(plain).Order()), stub.FullName);
                var places = stub.DebugInformation.SequencePoints.Select(point => point.Offset).ToArray();
                Assert.That(places, Is.Ordered.And.All.LessThan(stub.Body.CodeSize), stub.FullName);
                Assert.That(stub.DebugInformation.Scope.Import is null, Is.EqualTo(plain.DebugInformation.Scope?.Import is null), stub.FullName);
            }
        });

        var snail = constructors.Single(pair => pair.Stub.DeclaringType.Name == "Snail");
        Assert.That(Lines(snail.Stub).Max(), Is.LessThan(Lines(snail.Original).Min()));
        Assert.That(Names(snail.Stub), Is.EquivalentTo(new[] { "parsed", "replacement" }));
        Assert.That(Names(snail.Original), Is.EquivalentTo(new[] { "total", "i", "twice", "Step" }));
        Assert.That(Scopes(snail.Original).Skip(1), Is.Not.Empty, "the loop's");

        static IEnumerable<int> Lines(MethodDefinition method)
            => method.DebugInformation.SequencePoints.Where(point => !point.IsHidden).Select(point => point.StartLine);

        static string Type(ParameterDefinition parameter) => parameter.ParameterType.FullName;

        static IEnumerable<string> Names(MethodDefinition method)
            => method.DebugInformation.GetScopes().SelectMany(scope
                => scope.Variables.Select(variable => variable.Name).Concat(scope.Constants.Select(constant => constant.Name)));
    }

    [Test]
    public void Custom_debug_information_moves_with_the_body()
    {
        var kinds = new HashSet<Guid>();
        Assert.Multiple(() =>
        {
            foreach (var (plain, stub, original) in Patchables)
            {
                Assert.That(Infos(original), Is.EqualTo(Infos(plain)), plain.FullName);
                Assert.That(stub.CustomDebugInformations, Is.Empty, stub.FullName);
                kinds.UnionWith(original.CustomDebugInformations.Select(information => information.Identifier));
            }

            foreach (var plain in _plain.Values.Where(method => method.Name == "MoveNext"))
                Assert.That(Infos(_woven[plain.FullName]), Is.EqualTo(Infos(plain)), plain.FullName);
        });

        if (configuration == "Debug")
            Assert.That(kinds, Is.Not.Empty, "the compiler writes slot and lambda maps for edit and continue");
    }

    [TestCase("Async")]
    [TestCase("AsyncThrow")]
    [TestCase("AsyncValue")]
    [TestCase("Iterate")]
    [TestCase("IterateAsync")]
    public void State_machines_are_kicked_off_by_the_original(string name)
    {
        var stub = _woven.Values.Single(method => method.Name == name);
        var moveNext = _woven.Values.Single(method => method.Name == "MoveNext" && method.DeclaringType.Name.StartsWith($"<{name}>", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(moveNext.DebugInformation.StateMachineKickOffMethod?.Name, Is.EqualTo(name + "_Original"));
            Assert.That(stub.CustomAttributes.Select(attribute => attribute.AttributeType.Name), Has.Some.EndsWith("StateMachineAttribute"));
        });
    }

    [Test]
    public void Tuple_names_and_dynamic_of_parameters_stay_known_in_the_original()
    {
        var tuple = _woven.Values.Single(method => method.Name == "Tuple_Original");
        var dynamic = _woven.Values.Single(method => method.Name == "Dynamic_Original");
        Assert.Multiple(() =>
        {
            Assert.That(tuple.Parameters[0].CustomAttributes.Select(a => a.AttributeType.Name), Is.EqualTo(new[] { "TupleElementNamesAttribute" }));
            Assert.That(dynamic.Parameters[0].CustomAttributes.Select(a => a.AttributeType.Name), Is.EqualTo(new[] { "DynamicAttribute" }));
            Assert.That(dynamic.MethodReturnType.CustomAttributes.Select(a => a.AttributeType.Name), Is.EqualTo(new[] { "DynamicAttribute" }));
        });
    }

    private static Dictionary<string, MethodDefinition> Methods(string path)
        => ModuleDefinition.ReadModule(path, new ReaderParameters { ReadSymbols = true, InMemory = true }).GetTypes()
            .SelectMany(type => type.Methods)
            .ToDictionary(method => method.FullName);

    private static IEnumerable<string> Points(MethodDefinition method)
        => method.DebugInformation.SequencePoints.Select(point
            => $"{Path.GetFileName(point.Document.Url)} {point.StartLine},{point.StartColumn}-{point.EndLine},{point.EndColumn} {point.IsHidden} @{point.Offset}");

    private static IEnumerable<string> Scopes(MethodDefinition method)
        => method.DebugInformation.GetScopes().Select(scope => string.Join(
            ' ',
            scope.Variables.Select(variable => $"{variable.Index}:{variable.Name}:{variable.Attributes}")
                .Concat(scope.Constants.Select(constant => $"{constant.Name}={constant.Value}"))
                .Prepend($"{scope.Start.Offset}-{(scope.End.IsEndOfMethod ? method.Body.CodeSize : scope.End.Offset)} import={scope.Import is not null}")));

    private static IEnumerable<string> Infos(MethodDefinition method)
        => method.CustomDebugInformations.Select(information => information switch
        {
            BinaryCustomDebugInformation binary => $"{binary.Identifier} {Convert.ToHexString(binary.Data)}",
            AsyncMethodBodyDebugInformation async
                => $"async {async.CatchHandler.Offset} {string.Join(',', async.Yields.Select(y => y.Offset))} {string.Join(',', async.Resumes.Select(r => r.Offset))}",
            StateMachineScopeDebugInformation scopes
                => $"scopes {string.Join(',', scopes.Scopes.Select(s => $"{s.Start.Offset}-{(s.End.IsEndOfMethod ? -1 : s.End.Offset)}"))}",
            _ => $"{information.Kind} {information.Identifier}",
        });
}
