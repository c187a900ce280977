using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>What is said of parameters and results stays with the patchable method, and what callers leave out arrives.</summary>
public unsafe class ParameterTests(string configuration) : KindTests(configuration)
{
    private delegate int SpanReplacement(ReadOnlySpan<int> values);

    private delegate string NativeReplacement(nint a, nuint b, int?* c, void** d);

    [Test]
    public void Default_values_of_every_kind()
    {
        Check(
            "Parameters.Defaults", () => Fixture.Call("Parameters.CallDefaults"), "True 2 Friday True 7 True True", "other",
            new DateTime(864000000000), 1.5m, DayOfWeek.Friday, null, (nint)7, null, Guid.Empty);

        var parameters = Handle("Parameters.Defaults").Method.GetParameters();
        Assert.Multiple(() =>
        {
            Assert.That(parameters[0].DefaultValue, Is.EqualTo(new DateTime(864000000000)));
            Assert.That(parameters[1].DefaultValue, Is.EqualTo(1.5m));
            Assert.That(parameters[2].DefaultValue, Is.EqualTo(DayOfWeek.Friday));
            Assert.That(parameters.Select(parameter => parameter.IsOptional), Is.All.True);
        });
    }

    [Test]
    public void Named_arguments_and_params()
    {
        Check("Parameters.Named", () => Fixture.Call("Parameters.CallNamed"), "4 5 0", "other", 4, 5, Array.Empty<int>());
        Check("Parameters.Named", () => Fixture.Call("Parameters.CallParams"), "1 2 2", "other", 1, 2, new[] { 3, 4 });
        Check("Parameters.ParamsList", () => Fixture.Call("Parameters.CallParamsList"), 3, 9, new List<int> { 1, 2, 3 });
    }

    [Test]
    public void Params_of_a_span()
    {
        var handle = Handle("Parameters.ParamsSpan");
        var original = handle.Original.As<SpanReplacement>();
        Assert.That(Fixture.Call("Parameters.CallParamsSpan"), Is.EqualTo(3));
        handle.Patch((SpanReplacement)(values => original(values[1..]) * values[2]));
        Assert.That(Fixture.Call("Parameters.CallParamsSpan"), Is.EqualTo(6));
        handle.Patch((SpanReplacement)(_ => throw new NotSupportedException()));
        Assert.That(() => Fixture.Call("Parameters.CallParamsSpan"), Throws.InstanceOf<NotSupportedException>());
        handle.Restore();
        Assert.That(Fixture.Call("Parameters.CallParamsSpan"), Is.EqualTo(3));
    }

    [Test]
    public void References_that_are_scoped_or_read_only()
    {
        CheckEffect("Parameters.Scoped", () => Fixture.Call("Parameters.CallScoped", 1, 2), 3, 9, 9, 1, 2);
        Check("Parameters.ReadOnly", () => Fixture.Call("Parameters.CallReadOnly", 1), 2, 9, 1);

        var scoped = Handle("Parameters.Scoped");
        var readOnly = Handle("Parameters.ReadOnly");
        Assert.Multiple(() =>
        {
            Assert.That(AttributesOf(scoped, 0).Take(2), Is.All.Contains("ScopedRefAttribute"), "the delegate type is shared with methods whose references aren't scoped");
            Assert.That(AttributesOf(readOnly, 0), Is.All.Contains("RequiresLocationAttribute"));
            Assert.That(readOnly.DelegateType.GetMethod("Invoke")!.GetParameters()[0].IsIn, Is.True);
        });
    }

    [Test]
    public void Attributes_of_parameters_and_results_stay_with_the_patchable_method()
    {
        byte[] bytes = [1, 2];
        Check("Parameters.Marshalled", () => Fixture.Call("Parameters.Marshalled", "ab", bytes), true, false, "ab", bytes);

        var method = (MethodInfo)Handle("Parameters.Marshalled").Method;
        var parameters = method.GetParameters();
        Assert.Multiple(() =>
        {
            Assert.That(method.ReturnParameter.GetCustomAttribute<MarshalAsAttribute>()?.Value, Is.EqualTo(UnmanagedType.I1));
            Assert.That(method.ReturnParameter.GetCustomAttribute<NotNullIfNotNullAttribute>()?.ParameterName, Is.EqualTo("text"));
            Assert.That(parameters[0].GetCustomAttribute<MarshalAsAttribute>()?.Value, Is.EqualTo(UnmanagedType.LPWStr));
            Assert.That(parameters[0].IsDefined(typeof(AllowNullAttribute)), Is.True);
            Assert.That(parameters[1].IsIn && parameters[1].IsOut, Is.True);
        });
    }

    [Test]
    public void Tuples_and_nullable_values()
    {
        (string?, nuint)? pair = ("a", 3);
        Check("Parameters.Tuples", () => Fixture.Call("Parameters.Tuples", (1, 2), pair), (3, ("a", (nuint)3)), (0, ("b", (nuint)1)), (1, 2), pair);
        Check("Parameters.Tuples", () => Fixture.Call("Parameters.Tuples", (1, 2), null), (3, ("none", (nuint)0)), (0, ("b", (nuint)1)), (1, 2), null);

        var original = Handle("Parameters.Tuples").Original.Method;
        var names = original.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>();
        Assert.That(names?.TransformNames, Is.EqualTo(new[] { "Sum", "Pair", "Left", "Right" }));
    }

    [Test]
    public void Dynamic_values()
    {
        List<object> list = [2];
        Check("Parameters.Dynamics", () => Fixture.Call("Parameters.Dynamics", 1, list), 3, "other", 1, list);
        Check("Parameters.Dynamics", () => Fixture.Call("Parameters.Dynamics", "a", list), "a2", "other", "a", list);
        Assert.That(Handle("Parameters.Dynamics").Original.Method.GetParameters().Select(p => p.IsDefined(typeof(DynamicAttribute))), Is.All.True);
    }

    [Test]
    public void Native_integers_and_pointers_to_them()
    {
        var handle = Handle("Parameters.Native");
        var original = handle.Original.As<NativeReplacement>();
        Assert.That(Fixture.Call("Parameters.CallNative", 5), Is.EqualTo("-1 2 5 42"));
        handle.Patch((NativeReplacement)((a, b, c, d) => original(a - 1, b + 1, c, d) + "!"));
        Assert.That(Fixture.Call("Parameters.CallNative", 5), Is.EqualTo("-2 3 5 42!"));
        handle.Patch((NativeReplacement)((_, _, _, _) => throw new NotSupportedException()));
        Assert.That(() => Fixture.Call("Parameters.CallNative", 5), Throws.InstanceOf<NotSupportedException>());
        handle.Restore();
        Assert.That(Fixture.Call("Parameters.CallNative", 5), Is.EqualTo("-1 2 5 42"));
    }

    /// <summary>Of one parameter, on the method, on its original and on the delegate that is declared for it.</summary>
    private static IEnumerable<string[]> AttributesOf(PatchHandle handle, int parameter)
        => new[] { (MethodInfo)handle.Method, handle.Original.Method, handle.DelegateType.GetMethod("Invoke")! }
            .Select(method => method.GetParameters()[parameter].CustomAttributes.Select(attribute => attribute.AttributeType.Name).ToArray());
}
