using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Makes a build error of what no rule foresees, so that it names the method instead of showing Fody's stack trace.</summary>
internal static class UnexpectedFailure
{
    /// <summary>The error for an exception from weaving a method.</summary>
    public static HotpatchWeavingException Of(Exception exception, MethodDefinition method) => Of(exception, $"{method.DeclaringType.FullName}.{method.Name}", method);

    /// <summary>The error for an exception from anything else in a module.</summary>
    public static HotpatchWeavingException Of(Exception exception, ModuleDefinition module) => Of(exception, module.Name, method: null);

    private static HotpatchWeavingException Of(Exception exception, string subject, MethodDefinition? method)
        => IsUnreadable(exception)
            ? new(
                ErrorCode.UnreadableInput,
                $"{subject} was being woven, and a readable assembly was expected, but this was found: {Text(exception)}. Its file, its symbols or a "
                + "reference is damaged: delete the bin and obj folders and build again. If another tool writes it, run that after Hotpatch.",
                PlaceOf(method),
                exception)
            : new(
                ErrorCode.UnexpectedFailure,
                $"{subject} could not be woven: {Text(exception)}. Either another tool has damaged the assembly before, or this is a mistake of "
                + "Hotpatch.Fody: please report it with the method's source and what the build says at verbosity detailed.",
                PlaceOf(method),
                exception);

    // Fody's resolver wraps what Cecil throws.
    private static bool IsUnreadable(Exception exception)
        => exception is BadImageFormatException or IOException || (exception.InnerException is { } inner && IsUnreadable(inner));

    /// <summary>All messages of the chain, in one line as the build's log wants it.</summary>
    private static string Text(Exception exception)
    {
        var text = $"{exception.GetType().Name}: {exception.Message.Replace("\r", string.Empty).Replace('\n', ' ').TrimEnd('.', ' ')}";
        return exception.InnerException is { } inner ? $"{text}. {Text(inner)}" : text;
    }

    // What is damaged may have no place either.
    private static Mono.Cecil.Cil.SequencePoint? PlaceOf(MethodDefinition? method)
    {
        try
        {
            return method is null ? null : SourceLocation.Of(method);
        }
#pragma warning disable CA1031 // Cecil throws whatever comes of what it reads.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
