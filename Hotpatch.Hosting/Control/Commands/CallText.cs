using System.Reflection;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Control.Values;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Describes calls as text, without what is secret.</summary>
internal static class CallText
{
    private const string Hidden = "***";

    /// <summary>Describes a call, if possible on its thread: its objects change afterwards.</summary>
    public static CallDescription Describe(ObservedCall call, int depth, Secrets secrets, string? caller = null)
    {
        string Text(object? value) => ValueText.Of(value, depth, secrets.Contains);

        return new(
            call.StartTime,
            call.Duration.TotalMilliseconds,
            call.ThreadId,
            call.Instance is null ? null : Text(call.Instance),
            ArgumentsOf(call.Method, call.Arguments, depth, secrets),
            call.IsFaulted ? null : ResultOf(call.Method, call.Result, depth, secrets),
            call.IsFaulted ? Text(call.Exception) : null,
            call.WasPatched,
            Dropped: 0,
            caller);
    }

    public static IReadOnlyList<ArgumentDescription> ArgumentsOf(MethodBase method, IReadOnlyList<object?> values, int depth, Secrets secrets)
    {
        // The value of a property has no name but the property's.
        var isSecret = secrets.Contains(CallNames.Of(method));
        var parameters = method.GetParameters();
        var arguments = new ArgumentDescription[Math.Min(parameters.Length, values.Count)];
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = parameters[i].Name ?? FormattableString.Invariant($"arg{i}");
            arguments[i] = new(name, (isSecret && name == "value") || secrets.Contains(name) ? Hidden : ValueText.Of(values[i], depth, secrets.Contains));
        }

        return arguments;
    }

    public static string ResultOf(MethodBase method, object? value, int depth, Secrets secrets)
        => secrets.Contains(CallNames.Of(method)) ? Hidden : ValueText.Of(value, depth, secrets.Contains);
}
