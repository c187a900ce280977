using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Lambdas whose code is shared among instantiations: it asks the lambda's class for their type arguments.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class GenericLambdaTests(string configuration)
{
    private const string Source =
        """
        using System;
        using System.Threading.Tasks;
        using Hotpatch;
        namespace Fixtures;
        public static class Lambdas<T>
        {
            public static Func<int, string> Name<TOther>() => [Patchable] (int number) => typeof(T).Name + typeof(TOther).Name + number;
            public static Func<T, Task<T>> Later() => [Patchable] async (T value) => { await Task.Yield(); return value; };
        }
        public static class Use
        {
            public static readonly Func<int, string> Name = Lambdas<string>.Name<object>();
            public static readonly Func<string, Task<string>> Later = Lambdas<string>.Later();
        }
        """;

    private LoadedAssembly _fixture = null!;

    [OneTimeSetUp]
    public void Weave() => _fixture = WovenSource.Load(Source, configuration);

    [Test]
    public void Their_original_can_be_called()
    {
        var lambda = Field<Func<int, string>>("Name");
        var handle = Patchable.For(lambda);
        handle.Patch(number => handle.Original(number) + "!");
        Assert.That(lambda(1), Is.EqualTo("StringObject1!"));
        handle.Restore();
        Assert.That(lambda(1), Is.EqualTo("StringObject1"));
    }

    [Test]
    public async Task Their_asynchronous_original_can_be_called()
    {
        var lambda = Field<Func<string, Task<string>>>("Later");
        var handle = Patchable.For(lambda);
        handle.Patch(async value => await handle.Original(value) + "!");
        Assert.That(await lambda("a"), Is.EqualTo("a!"));
        handle.Restore();
    }

    [Test]
    public void A_lambda_is_no_replacement_of_itself()
    {
        var lambda = Field<Func<int, string>>("Name");
        Assert.That(
            () => Patchable.For(lambda).Patch(lambda),
            Throws.InstanceOf<InvalidReplacementException>().With.Message.Contains("the method itself was found"));
    }

    private T Field<T>(string name) => (T)_fixture.Type("Use").GetField(name)!.GetValue(null)!;
}
