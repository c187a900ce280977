using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Every number of parameters, and structs of every size, of static and of instance methods: generated.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class GeneratedSignatureTests(string configuration)
{
    private LoadedAssembly _many = null!;
    private LoadedAssembly _sizes = null!;
    private Dictionary<string, PatchHandle> _handles = null!;

    [OneTimeSetUp]
    public void Weave()
    {
        _many = WovenSource.Load(Generated.ManyParameters(), configuration);
        _sizes = WovenSource.Load(Generated.ManySizes(), configuration);
        _handles = Patchable.In(_many.Assembly).Concat(Patchable.In(_sizes.Assembly)).ToDictionary(handle => handle.Name.Split('(')[0]);
    }

    [Test]
    public void Parameters([Range(0, Generated.MostParameters)] int count)
    {
        var many = _many.New("Many");
        var arguments = Generated.Arguments(count);
        foreach (var kind in new[] { "Static", "Instance" })
        {
            object?[] seen = kind == "Static" ? arguments : [many, .. arguments];
            var method = $"{kind}{count}";
            Cycle(_many, "Many." + method).Check(() => _many.Call("Many.Call" + method, many, arguments), arguments, seen, "other", "other");

            method = $"{kind}Void{count}";
            Cycle(_many, "Many." + method).Check(() => _many.Call("Many.Call" + method, many, arguments), arguments, seen, other: null, otherwise: null);
        }
    }

    [TestCaseSource(typeof(Generated), nameof(Generated.Structs))]
    public void Structs(string type)
    {
        var sizes = _sizes.New("Sizes");
        var (one, two, other) = (Make(1), Make(2), Make(9));
        Assert.That(one, Is.Not.EqualTo(two));

        Cycle(_sizes, "Sizes.Static" + type).Check(
            () => _sizes.Call("Sizes.CallStatic" + type, one), one, [(byte)1, one, "after"], other, other);
        Cycle(_sizes, "Sizes.Instance" + type).Check(
            () => _sizes.Call("Sizes.CallInstance" + type, sizes, one), one, [sizes, (byte)1, one, "after"], other, other);
        Cycle(_sizes, $"{type}.Swap").Check(
            () => _sizes.Call("Sizes.CallSwap" + type, one, two), new[] { one, two }, [one, two], other, new[] { other, one });

        object Make(int seed) => _sizes.Call("Sizes.Make" + type, seed)!;
    }

    private Cycle Cycle(LoadedAssembly assembly, string method) => new(assembly, _handles["Fixtures." + method]);
}
