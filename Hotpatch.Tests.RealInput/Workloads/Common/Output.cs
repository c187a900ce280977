namespace Workload;

/// <summary>Collects the lines; what a step throws is output too.</summary>
public sealed class Output
{
    private readonly List<string> _lines = new();

    /// <summary>Takes out of each line what cannot be the same twice.</summary>
    public Func<string, string> Clean { get; init; } = line => line;

    public string[] Lines => _lines.ToArray();

    public void Step(string name, Func<object?> step)
    {
        string result;
        try
        {
            result = Convert.ToString(step(), CultureInfo.InvariantCulture) ?? "null";
        }
        catch (Exception exception)
        {
            result = Text(exception);
        }

        _lines.Add(Clean(name + ": " + result));
    }

    public static string Text(Exception exception)
        => "threw " + exception.GetType().FullName + ": " + exception.Message
            + (exception.InnerException is { } inner ? " <- " + Text(inner) : "");
}
