namespace Hotpatch.Hosting.Control.Values;

/// <summary>A name in a condition that is no parameter: it can only be a member of an enum.</summary>
/// <param name="Text">The name, with the type if that was written: <c>OrderState.Paid</c>.</param>
internal sealed record WhenSymbol(string Text)
{
    /// <summary>Returns whether a value is the member.</summary>
    /// <exception cref="WhenException">Its enum has no such member.</exception>
    public bool Means(Enum value)
    {
        var name = Text.Split('.')[^1];
        return Enum.IsDefined(value.GetType(), name) ? value.ToString() == name : throw new WhenException($"{value.GetType()} has no member {name}");
    }
}
