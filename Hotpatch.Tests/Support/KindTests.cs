namespace Hotpatch.Tests.Support;

/// <summary>Tests of kinds of methods: each goes through the whole <see cref="Cycle"/>.</summary>
public abstract class KindTests(string configuration) : WovenFixtureTests(configuration)
{
    /// <summary>The cycle of a method that returns what the call gives.</summary>
    /// <param name="method">Its name, with parameters where it is overloaded.</param>
    /// <param name="call">Calls it.</param>
    /// <param name="expected">What it returns.</param>
    /// <param name="other">What a replacement returns.</param>
    /// <param name="arguments">What the replacement gets.</param>
    private protected void Check(string method, Func<object?> call, object? expected, object? other, params object?[] arguments)
        => new Cycle(Fixture, Handle(method)).Check(call, expected, arguments, other, other);

    /// <summary>The cycle of a method whose effect is seen elsewhere.</summary>
    private protected void CheckEffect(
        string method, Func<object?> call, object? expected, object? other, object? otherwise, params object?[] arguments)
        => new Cycle(Fixture, Handle(method)).Check(call, expected, arguments, other, otherwise);

    /// <summary>The cycle of a method whose body the compiler wrote.</summary>
    private protected void CheckGenerated(string method, Func<object?> call, object? expected, object? other, params object?[] arguments)
        => new Cycle(Fixture, Handle(method)) { BodyThrows = false }.Check(call, expected, arguments, other, other);

    private protected PatchHandle Handle(string method)
        => method.EndsWith(')')
            ? Patchable.In(Fixture.Assembly).Single(handle => handle.Name == "Fixtures." + method)
            : Fixture.Handle(method);
}
