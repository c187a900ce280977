using System.Reflection;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Routers;

/// <summary>Plans that change arguments, and what callers see of it.</summary>
public class ChangedArgumentTests(string configuration) : WovenFixtureTests(configuration)
{
    [Test]
    public void By_value()
    {
        Run("Signatures.Static16", values => values[0] = 100);
        object[] arguments = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, "last"];
        Assert.That(Fixture.Call("Signatures.Static16", arguments), Is.EqualTo("100,2,3,4,5,6,7,8,9,10,11,12,13,14,15,last"));
    }

    [Test]
    public void Seventeen_with_the_instance()
    {
        Run("Signatures.Instance16", values => values[16] = "changed");
        object[] arguments = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, "last"];
        Assert.That(LoadedAssembly.CallOn(Fixture.New("Signatures"), "Instance16", arguments), Is.EqualTo("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,changed"));

        var signatures = Fixture.New("Signatures");
        Run("Signatures.InstanceVoid16", values => values[1] = 8);
        LoadedAssembly.CallOn(signatures, "InstanceVoid16", arguments);
        Assert.That(signatures.GetType().GetField("Seen")!.GetValue(signatures), Is.EqualTo("8last"));
    }

    [Test]
    public void References_are_written_back()
    {
        Run("ByReference.Ref", values => values[0] = 10);
        object?[] arguments = [1];
        Method("ByReference", "Ref").Invoke(null, arguments);
        Assert.That(arguments, Is.EqualTo(new[] { 11 }));
    }

    [Test]
    public void Out_is_written_back()
    {
        Run("ByReference.Out", values => values[0] = "23");
        object?[] arguments = ["12", null];
        Assert.That(Method("ByReference", "Out").Invoke(null, arguments), Is.True);
        Assert.That(arguments[1], Is.EqualTo(23));
    }

    [Test]
    public void Read_only_references_are_read()
    {
        Run("ByReference.In", values => values[0] = 5);
        Assert.That(Fixture.Call("ByReference.In", 1), Is.EqualTo(6));
        Run("ByReference.ReadOnlyRef", values => values[0] = 5);
        Assert.That(Fixture.Call("ByReference.ReadOnlyRef", 1), Is.EqualTo(7));
    }

    [Test]
    public void The_instance_of_a_struct_is_written_back()
    {
        Run("Counter.Increment", values => values[1] = 10);
        Assert.That(Fixture.Call("Counter.IncrementTwice", 1), Is.EqualTo(21));
    }

    private MethodInfo Method(string type, string method) => Fixture.Type(type).GetMethod(method)!;

    private void Run(string method, Action<object?[]> change)
    {
        var handle = Fixture.Handle(method);
        handle.Patch(handle.Routers.TryCreate()!.Bind(handle.DelegateType, new RunningPlan(handle.Original!, change)));
    }
}
