using System.Globalization;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Woven methods: as before while unpatched, the replacement while patched, the original from inside it.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class WovenBehaviourTests(string configuration)
{
    private readonly LoadedAssembly _fixture = LoadedAssembly.WovenFixture(configuration);

    [TearDown]
    public void RestoreAll()
    {
        foreach (var handle in Patchable.In(_fixture.Assembly))
            handle.Restore();
    }

    [Test]
    public void Static_method()
    {
        var add = Patchable.For<Func<int, int, int>>(_fixture.Type("Calculator"), "Add");
        Assert.That(_fixture.Call("Calculator.Add", 2, 3), Is.EqualTo(5));

        add.Patch((a, b) => (add.Original(a, b) * 10) + a - b);
        Assert.That(_fixture.Call("Calculator.Add", 2, 3), Is.EqualTo(49));

        add.Restore();
        Assert.That(_fixture.Call("Calculator.Add", 2, 3), Is.EqualTo(5));
    }
}
