using System.Linq.Expressions;
using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Routers;
using Hotpatch.Tests.Routers;

namespace Hotpatch.Tests.Support;

/// <summary>
/// What holds for every kind of method: a patch is seen, arguments and result arrive exactly, the original can be called from the
/// replacement, exceptions pass through both, and restoring puts all back.
/// </summary>
internal sealed class Cycle
{
    private readonly FieldInfo _armed;
    private readonly PatchHandle _handle;
    private readonly List<object?[]> _seen = [];

    /// <param name="fixture">The assembly whose Fixtures.Fault the method's source body asks whether to throw.</param>
    /// <param name="handle">The method's handle.</param>
    public Cycle(LoadedAssembly fixture, PatchHandle handle)
    {
        _handle = handle;
        _armed = fixture.Type("Fault").GetField("Armed")!;
    }

    /// <summary>Whether the source body asks; what the compiler writes does not.</summary>
    public bool BodyThrows { get; init; } = true;

    /// <summary>Whether the first argument is one that the test cannot get hold of.</summary>
    public bool FirstIsUnknown { get; init; }

    /// <summary>Fails unless the method does as the summary says.</summary>
    /// <param name="call">Calls the method as source does, and gives what tells whether it ran: its result, for most.</param>
    /// <param name="expected">What the source body makes of it.</param>
    /// <param name="arguments">What the replacement must get.</param>
    /// <param name="other">What another replacement returns; not looked at where the method returns nothing.</param>
    /// <param name="otherwise">What the call gives then.</param>
    public void Check(Func<object?> call, object? expected, object?[] arguments, object? other, object? otherwise)
    {
        Assert.That(call(), Is.EqualTo(expected), "unpatched");
        AssertThrowsFromBody(call, "unpatched");

        _handle.Patch(Replacement(CallOriginal));
        Assert.That(call(), Is.EqualTo(expected), "through a replacement that calls the original");
        Assert.That(_seen[0].Skip(FirstIsUnknown ? 1 : 0), Is.EqualTo(arguments), "what the replacement got");
        AssertThrowsFromBody(call, "through a replacement that calls the original");

        _seen.Clear();
        _handle.Patch(Replacement((_, result) => result == typeof(void) ? Expression.Empty() : Expression.Constant(other, result)));
        Assert.That(call(), Is.EqualTo(otherwise), "another result");
        Assert.That(_seen, Is.Not.Empty);

        _handle.Patch(Replacement((_, result) => Expression.Throw(Expression.New(typeof(NotSupportedException)), result)));
        Assert.That(() => call(), Throws.InstanceOf<NotSupportedException>(), "from the replacement");

        _handle.Restore();
        if (_handle.HasOriginal)
        {
            CheckLayer(call, expected, other, otherwise);
            CheckRouters(call, expected, arguments);
            CheckLooking(call, expected, arguments);
            CheckConditions(call, expected, arguments, other, otherwise);
        }

        Assert.That(call(), Is.EqualTo(expected), "restored");
        Assert.That(_handle.IsPatched, Is.False);
    }

    private void CheckLayer(Func<object?> call, object? expected, object? other, object? otherwise)
    {
        _seen.Clear();
        var layer = new WrapperLayer(_handle, below => Replacement((parameters, _) => Expression.Invoke(Expression.Constant(below, _handle.DelegateType), parameters)));
        ChangeRun.Force(new HandleChange(_handle, StackEdit.Begin(layer)));
        Assert.That(call(), Is.EqualTo(expected), "a layer over the original");
        Assert.That(_seen, Is.Not.Empty);
        AssertThrowsFromBody(call, "through a layer");

        _seen.Clear();
        _handle.Patch(Replacement((_, result) => result == typeof(void) ? Expression.Empty() : Expression.Constant(other, result)));
        Assert.That(call(), Is.EqualTo(otherwise), "a layer over a replacement");
        Assert.That(_seen, Has.Count.GreaterThan(1), "the layer and the replacement");
        _handle.Layers[0].Dispose();
        Assert.That(call(), Is.EqualTo(otherwise), "without the layer");
        _handle.Restore();
    }

    private void CheckRouters(Func<object?> call, object? expected, object?[] arguments)
    {
        var picking = new PickingPlan(_handle.Original!);
        Route(picking);
        Assert.That(call(), Is.EqualTo(expected), "through a router to the original");
        AssertThrowsFromBody(call, "through a router");
        Assert.That(picking.Instances, Is.Not.Empty);

        var fallback = new FallbackPlan(Replacement((_, result) => Expression.Throw(Expression.New(typeof(NotSupportedException)), result)), _handle.Original!);
        Route(fallback);
        Assert.That(call(), Is.EqualTo(expected), "through a router that falls back to the original");
        Assert.That(fallback.Faults, Is.Not.Empty.And.All.InstanceOf<NotSupportedException>());
        Assert.That(fallback.Ends, Is.EqualTo(fallback.Faults.Count));
        AssertThrowsFromBody(call, "through a router that falls back");

        var recording = new RecordingPlan(_handle.Original!);
        Route(recording);
        Assert.That(call(), Is.EqualTo(expected), "through a router that records");
        Assert.That(recording.Arguments[0].Skip(FirstIsUnknown ? 1 : 0), Is.EqualTo(arguments), "what the router has recorded");
        Assert.That(recording.Results, Has.Count.EqualTo(recording.Arguments.Count));
        AssertThrowsFromBody(call, "through a router that records");

        Route(new RunningPlan(_handle.Original!, _ => { }));
        Assert.That(call(), Is.EqualTo(expected), "through a router that runs the original itself");
        _handle.Restore();
    }

    private void Route(RouterPlan plan) => _handle.Patch(_handle.Routers.TryCreate()!.Bind(_handle.DelegateType, plan));

    /// <summary>Whoever looks at calls changes nothing: observers of every kind, and an interceptor that only proceeds.</summary>
    private void CheckLooking(Func<object?> call, object? expected, object?[] arguments)
    {
        if (!_handle.Routers.CanCreate)
            return;

        var looks = new Looks(_handle);
        using (looks.Begin())
        {
            Assert.That(call(), Is.EqualTo(expected), "observed");
            looks.Settle();
            Assert.That(looks.Arguments.Skip(FirstIsUnknown ? 1 : 0), Is.EqualTo(arguments.Where((_, place) => looks.IsPassed(place + (FirstIsUnknown ? 1 : 0)))), "what the observer has seen");
            AssertThrowsFromBody(call, "observed");
            looks.Settle();
        }

        looks.Check(BodyThrows);
        Assert.That(call(), Is.EqualTo(expected), "no longer observed");
    }

    private void CheckConditions(Func<object?> call, object? expected, object?[] arguments, object? other, object? otherwise)
    {
        if (!_handle.Routers.CanCreate)
            return;

        var hasInstance = new CallShape(_handle.DelegateType, _handle.Method).HasInstance;
        var asked = new List<object?[]>();
        var holds = false;
        var replacement = Replacement((_, result) => result == typeof(void) ? Expression.Empty() : Expression.Constant(other, result));
        using (_handle.PatchWhenArguments(Holds, replacement))
        {
            Assert.That(call(), Is.EqualTo(expected), "with a condition that doesn't hold");
            AssertThrowsFromBody(call, "with a condition that doesn't hold");
            holds = true;
            _seen.Clear();
            Assert.That(call(), Is.EqualTo(otherwise), "with a condition that holds");
            Assert.That(_seen, Is.Not.Empty);
            Assert.That(_handle.Describe().Entries[0].Runs, Is.EqualTo(_seen.Count));
        }

        Assert.That(asked[0].Skip(FirstIsUnknown ? 1 : 0), Is.EqualTo(arguments), "what the condition got");

        using (var canary = _handle.CanaryByArguments(0, replacement, found => found.Instance?.GetType()))
        {
            Assert.That(call(), Is.EqualTo(expected), "no share of the keys");
            canary.Share = 1;
            Assert.That(call(), Is.EqualTo(otherwise), "all keys");
        }

        using (_handle.PatchFlow(replacement))
            Assert.That(call(), Is.EqualTo(otherwise), "in the flow");

        bool Holds(PatchArguments found)
        {
            asked.Add(hasInstance ? [found.Instance, .. found] : [.. found]);
            return holds;
        }
    }

    private void AssertThrowsFromBody(Func<object?> call, string when)
    {
        if (!BodyThrows)
            return;

        _armed.SetValue(null, true);
        try
        {
            Assert.That(() => call(), Throws.InvalidOperationException.With.Message.EqualTo("from the source body"), when);
        }
        finally
        {
            _armed.SetValue(null, false);
        }
    }

    private Expression CallOriginal(ParameterExpression[] parameters, Type result)
        => Expression.Invoke(Expression.Constant(_handle.Original, _handle.DelegateType), parameters);

    /// <summary>A delegate of the method's own type that notes what it gets; its types are more than the tests can name.</summary>
    private Delegate Replacement(Func<ParameterExpression[], Type, Expression> body)
    {
        var invoke = _handle.DelegateType.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType)).ToArray();
        var note = Expression.Call(
            Expression.Constant(_seen),
            nameof(_seen.Add),
            typeArguments: null,
            Expression.NewArrayInit(typeof(object), parameters.Select(parameter => Expression.Convert(parameter, typeof(object)))));
        return Expression.Lambda(_handle.DelegateType, Expression.Block(invoke.ReturnType, note, body(parameters, invoke.ReturnType)), parameters).Compile();
    }
}
